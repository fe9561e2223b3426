type Rule = readonly [pattern: RegExp, replacement: string | ((found: string) => string)];

const PROVINCE = '[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]';
const GAP = '[ .·•-]{0,2}';
const SPOKEN = '[零〇一二三四五六七八九幺]';
/** Behind a number it is an amount, a time, a share, not a door or a phone. */
const MEASURE =
  '(?! ?(?:[\\d元块分度米人岁点时斤年月日万千百个台辆盏盆套份页字号]|户|公里|平|毫|km|kg|m|%|℃|多|名|张|次|天|家(?:人|商|店|企)|[./:]\\d))';

/** Order matters: the longest numbers first, so that a bank card is not read as a phone and a rest. */
const NUMBERS: readonly Rule[] = [
  // Of an ID card's 17 digits and its check digit, or of the old 15, the middle is a day of birth, however it is spaced.
  [
    /(?<!\d)[1-9](?:[ -]?\d){5}[ -]?(?:1[ -]?9|2[ -]?0)(?:[ -]?\d){2}[ -]?[01][ -]?\d[ -]?[0-3][ -]?\d(?:[ -]?\d){3}[ -]?[\dxX](?!\d)/g,
    '[身份证号]',
  ],
  [/(?<!\d)\d{6}[ -]?\d{8}[ -]?\d{3}[\dxX](?!\d)/g, '[身份证号]'],
  [/(?<!\d)\d{4}(?:[ -]?\d{4}){3}(?:[ -]?\d{1,3})?(?!\d)/g, '[银行卡号]'],
  [/(?<!\d)(?:\+|00|\()86\)?[ -]?1(?:[ .-]{0,2}\d){10}(?!\d)/g, '[电话]'],
  [/(?<!\d)\d{15,19}(?!\d)/g, '[证件号]'],
  [/(?:86[ -]?)?1(?:[ .-]{0,2}\d){10}(?=\d*)/g, '[电话]'],
  // Said digit by digit, or with some of them in words.
  [/(?<![\d零〇一二三四五六七八九幺])[一幺1](?:[ .-]{0,2}[\d零〇一二三四五六七八九幺]){10}/g, '[电话]'],
  [new RegExp(`${SPOKEN}{12,20}`, 'g'), '[证件号]'],
  // 400 and 800 are for everybody.
  [/(?<!\d)[48]00[ -]?\d{3}[ -]?\d{4}(?!\d)/g, (line) => line],
  [/(?<!\d)\(?0\d{2,3}\)?[ -]?\d{3,4}[ -]?\d{4}(?!\d)/g, '[电话]'],
  [/(?<![\d-])[2-8]\d{2,3}[ -]?\d{4}(?![\d元块年.人户米度万-])/g, maskLandline],
];

/** A day written in one, two years and round amounts look like eight digits of a phone. */
function maskLandline(found: string): string {
  const day =
    /^20\d\d(?:0[1-9]|1[0-2])[ -]?(?:0[1-9]|[12]\d|3[01])$|^20\d\d[ -](?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$/;
  const years = /^20[0-4]\d-20[0-4]\d$/;
  const hotline = /^[48]00/;
  const amounts = /^\d{1,2}00-\d{1,2}00$/;
  return [day, years, hotline, amounts].some((harmless) => harmless.test(found)) ? found : '[电话]';
}

const WORDS: readonly Rule[] = [
  [/(?<![a-z0-9_])wxid_[a-z0-9]{6,24}/gi, '[微信号]'],
  [/(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{2,20}){1,3}/g, '[邮箱]'],
  [
    new RegExp(
      `(?:WJ ?)?${PROVINCE}${GAP}[A-Za-z]${GAP}(?:[A-Za-z0-9][ ]?){4}(?:[A-Za-z0-9]{1,2}(?![A-Za-z0-9])|[警学挂港澳领试超])`,
      'g',
    ),
    '[车牌]',
  ],
  [/(车牌(?:号码?|尾号)?(?:[是为:: ]{0,2}))[A-Za-z0-9][A-Za-z0-9·-]{3,7}(?![A-Za-z0-9])/g, '$1[车牌]'],
  [
    /((?:微信|微信号|薇信|威信|v信|vx|wx|weixin)(?:号|id)?(?:[是为:: ]{0,3}))(?!\[)[a-z][a-z0-9_-]{5,19}(?![a-z0-9_-])/gi,
    '$1[微信号]',
  ],
  [/((?:qq|扣扣|企鹅)(?!群)(?:号码?)?(?:[是为:: ]{0,3}))[1-9]\d{4,10}(?!\d)/gi, '$1[QQ号]'],
];

const SURNAME =
  '[王李张刘陈杨黄赵吴周徐孙马朱胡林郭何高罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任姚卢傅钟姜崔谭廖范汪陆金石戴贾韦夏邱方侯邹熊孟秦白江阎薛尹段雷黎史龙陶贺顾毛郝龚邵万钱严覃武莫孔汤]';
const NAMES: readonly Rule[] = [
  [
    new RegExp(
      `((?:我(?:的名字)?叫|名叫|姓名|户主|联系人|业主姓名)(?:[是为:: ]{0,2}))${SURNAME}[\\u4e00-\\u9fff]{1,2}(?=[\\s,,。.;;!!、]|住|电话|$)`,
      'g',
    ),
    '$1[姓名]',
  ],
];

const DASH = ' ?[-–—/] ?';
const DOORS: readonly Rule[] = [
  [
    new RegExp(
      `(?<!\\d|\\d[-/.])(\\d{1,3})${DASH}(\\d{1,2})${DASH}(?:\\d{1,2}${DASH})?(?!(?<=/ ?)20\\d\\d)\\d{3,4}(?!\\d|[-/]\\d)`,
      'g',
    ),
    '$1号楼$2单元',
  ],
  // Floor and door in one: 「3栋12-3」. 「3栋10-12点」 is a time.
  [
    /((?:号楼|栋|幢|座|单元)[ 的]?)\d{1,2}-\d{1,2}(?![\d点日号月:楼层栋户天个人元块-]| ?单元)(?:室|房)?/g,
    '$1***室',
  ],
  // 「6#1203」 is a door, 「#128」 a ticket.
  [
    new RegExp(
      `(号楼|栋|幢|座|单元|单员|(?<=\\d)#|门洞|(?<=\\d)门|(?<=\\d)楼)([ 的,,-]{0,2})(?:\\d{3,4}(?!\\d)(?:(?:号房|室|房间?|号)(?![租价子])|(?=户)(?<=0[1-9])户|${MEASURE})|[一二三四五六七八九][零〇][一二三四五六七八九幺](?!${SPOKEN}|年|[万千百十])(?:号房|室|房|号)?)`,
      'g',
    ),
    '$1$2***室',
  ],
  [
    new RegExp(
      `(?<![\\d-])(\\d{1,2})-(?!\\d{1,2}00)(\\d{3,4})(?:室|房|号房|号(?![楼栋])|${MEASURE}(?![-\\d]))`,
      'g',
    ),
    '$1号楼***室',
  ],
  [/(?<![\d*a-z])[a-z]-?\d{3,4}(?:号房|室|房间?(?!租|价|子|贷|产|东|屋))/gi, '***室'],
  [/(?<![\d*])\d{3,4}(?:号房|室|房间?(?!租|价|子|贷|产|东|屋))/g, '***室'],
  [/(?<![\d*])[零〇一二三四五六七八九幺]{3,4}室/g, '***室'],
  // Neighbours name each other by their doors.
  [
    new RegExp(
      `((?:楼上|楼下|隔壁|对门|我是|我家|我住|住在?|家住|门牌号?|房号)[是:: ]?)(?!(?:110|119|120|122)(?!\\d))\\d{3,4}(?!\\d)(?:室|房|号)?${MEASURE}`,
      'g',
    ),
    '$1***室',
  ],
  [
    /(?<![\d*-])(?!(?:110|119|120|122)(?!\d))\d{1,2}0[1-9](?=的(?:业主|住户|邻居|租户|那户|那家)|那户|那家|业主|她家|他家)/g,
    '***室',
  ],
  [/((?:\d{1,2}|[一二三四五六七八九十]{1,3})[楼层])[东西中南北]户/g, '$1***户'],
];

/**
 * The text without phones, ID and bank cards, plates, accounts, names behind 「我叫」 and door numbers: what may be kept
 * or echoed. Building, unit and floor stay. rules.md 2.
 */
export function maskPrivate(text: string): string {
  let masked = widths(text);
  const digits = ANY_DIGIT.test(masked);
  for (const rules of digits ? [NUMBERS, WORDS, NAMES, DOORS] : [WORDS, NAMES, DOORS]) {
    masked = applied(masked, rules);
  }
  return masked;
}

const ANY_DIGIT = /[\d零〇一二三四五六七八九幺]/;

function applied(text: string, rules: readonly Rule[]): string {
  let masked = text;
  for (const [pattern, replacement] of rules) {
    masked =
      typeof replacement === 'string'
        ? masked.replace(pattern, replacement)
        : masked.replace(pattern, (found) => replacement(found));
  }
  return masked;
}

/** Digits, Latin letters and what stands between them are folded: the rest is echoed as it was written. */
function widths(text: string): string {
  return text
    .replace(/[\uff10-\uff19\uff0d\uff21-\uff3a\uff41-\uff5a]/g, (mark) =>
      String.fromCharCode(mark.charCodeAt(0) - 0xfee0),
    )
    .replace(KEYCAP, '$1');
}

const KEYCAP = /(\d)\ufe0f?\u20e3/g;
