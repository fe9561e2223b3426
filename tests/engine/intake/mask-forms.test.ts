import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maskPrivate } from '../../../src/engine/intake/mask.ts';

describe('phones', () => {
  it.each([
    ['幺三九零零零零二二二二', '[电话]'],
    ['一三九 零零零零 二二二二', '[电话]'],
    ['139零零零零2222', '[电话]'],
    ['008613900002222', '[电话]'],
    ['0086 139 0000 2222', '[电话]'],
    ['(86)13900002222', '[电话]'],
    ['1️⃣3️⃣9️⃣00002222', '[电话]'],
    ['(0731)8000 0000', '[电话]'],
    ['0731 80000000', '[电话]'],
    ['0731-8000-0000', '[电话]'],
    ['13900002222转8001', '[电话]转8001'],
  ])('%s', (text, masked) => {
    expect(maskPrivate(text)).toBe(masked);
  });
});

describe('papers and cards', () => {
  it.each([
    ['110101195001010023', '[身份证号]'],
    ['110101 1950 0101 002x', '[身份证号]'],
    ['1101 0119 5001 0100 2X', '[身份证号]'],
    ['110101500101002', '[证件号]'],
    ['6222 0200 0000 0000 000', '[银行卡号]'],
    ['6222020000000000', '[银行卡号]'],
  ])('%s', (text, masked) => {
    expect(maskPrivate(text)).toBe(masked);
  });
});

describe('plates', () => {
  it.each([
    ['湘A00000挡了消防通道', '[车牌]挡了消防通道'],
    ['湘AD00000', '[车牌]'],
    ['湘A D00000', '[车牌]'],
    ['湘a•00000', '[车牌]'],
    ['湘A 0 0 0 0 0', '[车牌]'],
    ['湘A0000警', '[车牌]'],
    ['粤B0000学乱停', '[车牌]乱停'],
    ['鲁Q0000挂', '[车牌]'],
    ['粤Z0000港', '[车牌]'],
    ['湘A00000', '[车牌]'],
    ['车牌号A00000', '车牌号[车牌]'],
    ['车牌:00000', '车牌:[车牌]'],
  ])('%s', (text, masked) => {
    expect(maskPrivate(text)).toBe(masked);
  });
});

describe('accounts and names', () => {
  it.each([
    ['加我微信abc_12345', '加我微信[微信号]'],
    ['VX:lao-wang88', 'VX:[微信号]'],
    ['wxid_abcdef123456', '[微信号]'],
    ['QQ10000001', 'QQ[QQ号]'],
    ['扣扣号是10000001', '扣扣号是[QQ号]'],
    ['发我邮箱 wang.er@example.com 谢谢', '发我邮箱 [邮箱] 谢谢'],
    ['我叫王桂芳,住3栋', '我叫[姓名],住3栋'],
    ['姓名:李四', '姓名:[姓名]'],
    ['联系人 张三丰 电话', '联系人 [姓名] 电话'],
  ])('%s', (text, masked) => {
    expect(maskPrivate(text)).toBe(masked);
  });
});

describe('doors in each spelling', () => {
  it.each([
    ['3/2/501漏水', '3号楼2单元漏水'],
    ['3—2—501漏水', '3号楼2单元漏水'],
    ['3 - 2 - 501 漏水', '3号楼2单元 漏水'],
    ['3-2-5-501漏水', '3号楼2单元漏水'],
    ['晨光花园-3-2-501', '晨光花园-3号楼2单元'],
    ['3-501漏水', '3号楼***室漏水'],
    ['3栋12-3漏水', '3栋***室漏水'],
    ['3号楼2单元五零一漏水', '3号楼2单元***室漏水'],
    ['3号楼 2单元 501', '3号楼 2单元 ***室'],
    ['3号楼,2单元,501,漏水', '3号楼,2单元,***室,漏水'],
    ['3栋2门501', '3栋2门***室'],
    ['501房间漏水', '***室漏水'],
    ['A-1203室', '***室'],
    ['3栋1203户', '3栋***室'],
    ['楼上602太吵', '楼上***室太吵'],
    ['我是501的业主', '我是***室的业主'],
    ['我家501', '我家***室'],
    ['602的业主出来说话', '***室的业主出来说话'],
    ['602那家又装修', '***室那家又装修'],
    ['5楼东户漏水', '5楼***户漏水'],
    ['五楼西户', '五楼***户'],
    ['3️⃣号楼5️⃣0️⃣1️⃣室', '3号楼***室'],
    ['3号楼501', '3号楼***室'],
  ])('%s', (text, masked) => {
    expect(maskPrivate(text)).toBe(masked);
  });
});

describe('what everybody may know stays', () => {
  it.each([
    '工单#128到哪了',
    '催 #128 #129',
    '查 1024',
    '接单 2131',
    '打12345没人接,110也打了',
    '电梯困人打96333',
    '电力95598,燃气96777,移动10086',
    '客服400-000-0000',
    '拨打一一零',
    '坐3路、301路、大站快车912路',
    '3号线到8号线',
    '2026-06-03 08:30到2026-06-05 18:00',
    '2026/6/3',
    '20260603停水',
    '2026-2027采暖季',
    '2026年6月3日至7日',
    '8:30-17:30',
    '10-12点停水,3栋10-12点也停',
    '3号楼200户没水',
    '3栋120人签了名',
    '押金2000-3000',
    '一个月1500到2000元',
    '3栋1500元一个月',
    '鸡蛋30个45元,接龙1-20号',
    '5-120元',
    '1-200号先领',
    '320平米',
    '3楼 300平方',
    '停水2小时,已经第3次了',
    '我叫物业来看看',
    '我叫了外卖',
    '微信群里说过了',
    '微信同号',
    'QQ群',
    '新区2号路',
    '云A栋',
    '二〇二六年六月三日',
    '一百二十号',
    '楼上120平的房子',
    '我家2000年买的',
    '住了1000天',
    '房价12000一平',
    '5G基站,1080P摄像头',
    '第3网格1200户',
    '3单元1200人',
    '3栋2026年加装电梯',
    '1-6号楼、3-2单元',
  ])('%s', (text) => {
    expect(maskPrivate(text)).toBe(text);
  });
});

describe('a masked text', () => {
  it('holds no digit of what was private, whatever stands around it', () => {
    const around = fc.constantFrom('', ',', ' ', '漏水', '请', '。');
    const digits = (n: number) => fc.stringMatching(new RegExp(`^[1-9]\\d{${n - 1}}$`));
    const secret = fc.oneof(
      fc.tuple(fc.integer({ min: 130, max: 199 }), digits(8)).map(([head, tail]) => `${head}${tail}`),
      fc
        .tuple(fc.constantFrom('3号楼', '3栋2单元', '3座'), fc.integer({ min: 1, max: 33 }))
        .map(([at, floor]) => `${at}${floor}0${(floor % 8) + 1}室`),
      digits(8).map((tail) => `湘A${tail.slice(0, 5)}`),
      digits(19).map((card) => card),
    );
    fc.assert(
      fc.property(around, secret, around, (before, hidden, after) => {
        const numbers = (hidden.match(/\d{3,}/g) ?? []).filter((one) => one.length > 2);
        const masked = maskPrivate(before + hidden + after);
        for (const number of numbers) expect(masked).not.toContain(number);
      }),
    );
  });

  it('stays as it is when it is masked again', () => {
    const piece = fc.constantFrom(
      ...[
        '3号楼',
        '2单元',
        '501',
        '室',
        '-',
        ' ',
        '139',
        '0000',
        '2222',
        '湘A',
        '12345',
        '的业主',
        '我家',
        '五零一',
      ],
      ...['#', '128', '栋', '12', '号', ',', '元', '[电话]', '***室', '微信', 'abc123', '我叫王二', '年'],
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const once = maskPrivate(pieces.join(''));
        expect(maskPrivate(once)).toBe(once);
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    '1 ',
    '1-',
    '1.',
    '3-2-',
    'a@',
    'a.',
    '湘A ',
    '零',
    '3号楼',
    'wx',
    '(',
    '我叫',
    '1️⃣',
    '京',
    '楼上5',
  ])('is made in time in proportion to its length: %s over and over', (piece) => {
    const hostile = (letters: number) => piece.repeat(Math.ceil(letters / piece.length));
    const timed = (text: string) => {
      const began = performance.now();
      maskPrivate(text);
      return performance.now() - began;
    };
    timed(hostile(4000));
    const short = Math.min(...[1, 2, 3].map(() => timed(hostile(4000))));
    const long = Math.min(...[1, 2, 3].map(() => timed(hostile(16_000))));
    expect(long).toBeLessThan(Math.max(short, 5) * 12);
  });
});
