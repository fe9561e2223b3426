import { describe, expect, it } from 'vitest';
import { maskPrivate } from '../../../src/engine/intake/mask.ts';
import { read } from '../../../src/engine/intake/read.ts';
import { hexiang } from './neighbourhood.ts';

describe('whose number it is does not matter, nor how it is written', () => {
  it.each([
    ['联系13900002222或13800001111', '联系[电话]或[电话]'],
    ['电话:139 0000 2222,微信同号', '电话:[电话],微信同号'],
    ['139.0000.2222', '[电话]'],
    ['８６１３９００００２２２２', '[电话]'],
    ['１３９００００２２２２', '[电话]'],
    ['+86-139-0000-2222', '[电话]'],
    ['物业8888 0000没人接', '物业[电话]没人接'],
    ['座机021-50000000', '座机[电话]'],
    ['她的身份证 110101 19500101 002X', '她的身份证 [身份证号]'],
    ['社保卡6217000000000000', '社保卡[银行卡号]'],
    ['车牌沪B12345堵在门口', '车牌[车牌]堵在门口'],
    ['粤A·D12345占位', '[车牌]占位'],
    ['京a 12345', '[车牌]'],
  ])('%s', (text, masked) => {
    expect(maskPrivate(text)).toBe(masked);
  });
});

describe('doors', () => {
  it.each([
    ['6栋1单元1203室漏水', '6栋1单元***室漏水'],
    ['6幢1203漏水', '6幢***室漏水'],
    ['6座 1203 漏水', '6座 ***室 漏水'],
    ['6#1203', '6#***室'],
    ['6号楼的1203房', '6号楼的***室'],
    ['6-1203室', '6号楼***室'],
    ['12-3-1203', '12号楼3单元'],
    ['住在1203号房', '住在***室'],
    ['一二零三室', '***室'],
    ['二单元804有人', '二单元***室有人'],
  ])('%s', (text, masked) => {
    expect(maskPrivate(text)).toBe(masked);
  });
});

describe('what is needed stays', () => {
  it.each([
    '6号楼1单元12楼电梯门口',
    '三栋二单元五楼',
    '2026-06-03 08:30',
    '下午2点到4点停水',
    '投诉12345,救护120',
    '工单 #128 怎么样了',
    '水费328元,上月才120元',
    '500米外都听得见',
    '1-6号楼停水',
    '第3网格 1200户',
    '房租1500一个月',
  ])('%s', (text) => {
    expect(maskPrivate(text)).toBe(text);
  });
});

describe('a masked text', () => {
  it.each([
    '6栋1单元1203室水管爆了,打13900002222',
    '12-3-1203水管爆了,车牌沪B12345的车也泡了',
    '荷香园3号楼501室下水道堵了',
  ])('is still read as the same matter at the same place: %s', (text) => {
    const [plain] = read(text, hexiang).demands;
    const [masked] = read(maskPrivate(text), hexiang).demands;
    expect(masked?.category).toEqual(plain?.category);
    expect(masked?.urgency).toBe(plain?.urgency);
    expect(masked?.place?.place?.key).toBe(plain?.place?.place?.key);
  });
});
