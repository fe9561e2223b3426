/** Who sits at the page. */
export const PERSON_LABELS = {
  resident: '居民',
  worker: '网格员',
  secretary: '社区书记',
  street: '街道',
  department: '部门',
  observer: '旁观',
};

/** Why the page's request was turned down; said to whoever sits at the page. */
export const WEB_REFUSALS = {
  'cross-origin': '这个请求来自别的网页,已拒绝。请在演练场自己的页面里操作。',
  'wrong-host': '请用 http://127.0.0.1 这样的本机地址打开演练场。',
  'not-json': '请求应为 JSON。',
  'too-big': '内容太大了:一条消息最多 4000 字,一张图片最多 5 MB。',
  'not-a-picture': '只收 PNG、JPEG、WebP、GIF 图片。',
  'no-such-person': '没有这个人,请重新选择身份。',
  'no-such-room': '没有这个群,或者这个身份不在群里。',
  'no-such-ticket': '没有这个编号的工单。',
  'no-such-picture': '没有这张图片。',
  'no-such-file': '没有这个文件,或者这个群里没有发过它。',
  'empty-message': '请写点什么,或者放一张图片。',
  'story-running': '演示正在播放,请先停止或等它放完。',
  'clock-busy': '时钟正在拨动,请稍候。',
  'clock-real': '已接入真实的聊天网络,时间不能拨动,演示也不能播放。请另开一个不接网络的演练场来试。',
  'not-found': '没有这个页面。',
  broken: '出错了,这条没有成功。请再试一次;若总是这样,请看程序的日志。',
};
export type WebRefusal = keyof typeof WEB_REFUSALS;
