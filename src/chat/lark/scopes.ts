/** A permission of Lark's console that the bot cannot do without. */
export interface ScopeNeed {
  /** Any of these is enough; the first is the narrowest, and the one to be asked for. */
  anyOf: readonly [string, ...string[]];
  /** As the console calls it. */
  name: string;
  /** What does not work without it. */
  purpose: string;
}

export const SCOPE_NEEDS: readonly ScopeNeed[] = [
  {
    anyOf: ['im:message:send_as_bot', 'im:message'],
    name: '以应用的身份发消息',
    purpose: '说话、回复、发卡片、改卡片',
  },
  {
    anyOf: ['im:message.group_msg', 'im:message.group_msg:readonly'],
    name: '获取群组中所有消息(敏感权限,要管理员审核)',
    purpose: '听见群里没有 @机器人 的消息;没有它,居民不 @ 就没有人听见',
  },
  {
    anyOf: ['im:message.p2p_msg:readonly', 'im:message.p2p_msg'],
    name: '读取用户发给机器人的单聊消息',
    purpose: '听见私聊:绑定账号、待办、回避',
  },
  {
    anyOf: ['im:message:readonly', 'im:message', 'im:message.history:readonly'],
    name: '获取单聊、群组消息',
    purpose: '断线之后补读群里漏掉的消息,下载居民发的图片',
  },
  {
    anyOf: ['im:resource', 'im:resource:upload'],
    name: '获取与上传图片或文件资源',
    purpose: '把居民的照片转到工作群,发排名图和表格',
  },
  {
    anyOf: ['im:chat:readonly', 'im:chat', 'im:chat:read'],
    name: '获取群组信息',
    purpose: '知道自己在哪些群、群叫什么、群改名',
  },
  {
    anyOf: ['im:chat.members:read', 'im:chat:readonly', 'im:chat', 'im:chat.group_info:readonly'],
    name: '查看群成员',
    purpose: '知道发言的人叫什么',
  },
  {
    anyOf: ['im:chat.members:bot_access', 'im:chat:readonly', 'im:chat'],
    name: '订阅机器人进、出群事件',
    purpose: '被拉进群时打招呼,教人怎样绑定这个群',
  },
];

/** Those of which no scope is granted. */
export function missingScopes(granted: ReadonlySet<string>): readonly ScopeNeed[] {
  return SCOPE_NEEDS.filter(({ anyOf }) => !anyOf.some((scope) => granted.has(scope)));
}
