/** Traditional letters of everyday talk, and the simplified one of each at the same spot. Only letters that are one letter either way. */
const TRADITIONAL =
  '樓棟單門號層區園東對邊陽場廣車庫裡裏灣頂臺樹橋頭點開關電燈閥壞斷線纜鍋爐溫熱氣壓閘鐵鋼鋁銹鏽牆檻欄桿圍鋪飯館醫學兒會議處長幾個們這還沒來為麼誰說話請問時間現後進過運動機輛亂佔滿滾髒' +
  '掃臨違蓋築漲價錢買賣費繳納員業協調報誌維護檢驗舊換裝繕聲響擾鄰嚴緊顆顏貓蟲傷嚇險災煙霧濃爛積溝糞汙滲濕黴發總給從實際應該認無廠廳廂縣鄉鎮農陳劉張楊趙黃吳孫馬羅鄭謝許韓馮鄧蕭蔣閻鐘師' +
  '爺媽嗎邏蘇龍雲貴錦麗華榮興寧濱潤觀禮賓銀銘鵬鳳鶴鴻麥齊齡億紅綠藍組隊貳陸羣塊歲圖戶監攝鑰鎖廁衛塵灑撿誤趕難讓較種離終條導標識賬籃專屬權產採購贈錯駕騎堅願鬧勞盡與獎據謹屆聽見親覺讀寫' +
  '噴滅觸爾斃墜擊搶騙盜賊毆殺絕針藥飛鳥魚齒';
const SIMPLIFIED =
  '楼栋单门号层区园东对边阳场广车库里里湾顶台树桥头点开关电灯阀坏断线缆锅炉温热气压闸铁钢铝锈锈墙槛栏杆围铺饭馆医学儿会议处长几个们这还没来为么谁说话请问时间现后进过运动机辆乱占满滚脏' +
  '扫临违盖筑涨价钱买卖费缴纳员业协调报志维护检验旧换装缮声响扰邻严紧颗颜猫虫伤吓险灾烟雾浓烂积沟粪污渗湿霉发总给从实际应该认无厂厅厢县乡镇农陈刘张杨赵黄吴孙马罗郑谢许韩冯邓萧蒋阎钟师' +
  '爷妈吗逻苏龙云贵锦丽华荣兴宁滨润观礼宾银铭鹏凤鹤鸿麦齐龄亿红绿蓝组队贰陆群块岁图户监摄钥锁厕卫尘洒捡误赶难让较种离终条导标识账篮专属权产采购赠错驾骑坚愿闹劳尽与奖据谨届听见亲觉读写' +
  '喷灭触尔毙坠击抢骗盗贼殴杀绝针药飞鸟鱼齿';

const SIMPLE: ReadonlyMap<string, string> = new Map(
  [...TRADITIONAL].map((letter, at) => [letter, SIMPLIFIED.charAt(at)]),
);
const ANY_TRADITIONAL = new RegExp(`[${TRADITIONAL}]`, 'g');

/** 「3號樓電梯壞了」 is 「3号楼电梯坏了」: word lists and names are kept in simplified letters. Keeps every index. */
export function simplify(text: string): string {
  return text.replace(ANY_TRADITIONAL, (letter) => SIMPLE.get(letter) ?? letter);
}
