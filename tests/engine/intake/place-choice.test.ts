import { describe, expect, it } from 'vitest';
import { choiceOf } from '../../../src/engine/intake/place-choice.ts';
import type { Place } from '../../../src/engine/ticket/ticket.ts';

const place = (text: string): Place => ({ text, key: `g/${text}`, gridId: 'g', communityId: 'c' });
const CHOICES = [place('晨光花园3号楼'), place('柳河里3号楼'), place('晨光花园北门')];

const picked = (answer: string, choices: readonly Place[] = CHOICES) =>
  choiceOf(answer, choices)?.text ?? null;

describe('an answer picks', () => {
  it.each([
    ['2', '柳河里3号楼'],
    ['「2」', '柳河里3号楼'],
    ['2。', '柳河里3号楼'],
    ['2️⃣', '柳河里3号楼'],
    ['第二个', '柳河里3号楼'],
    ['选一', '晨光花园3号楼'],
    ['是3', '晨光花园北门'],
    ['柳河里', '柳河里3号楼'],
    ['柳河里那边的', '柳河里3号楼'],
    ['是柳河里', '柳河里3号楼'],
    ['北门那个', '晨光花园北门'],
    ['晨光花园北门', '晨光花园北门'],
  ])('%s', (answer, text) => {
    expect(picked(answer)).toBe(text);
  });
});

describe('nothing is picked', () => {
  it.each([
    ['晨光', 'two bear the name'],
    ['晨光花园', 'two bear the name'],
    ['4', 'there are three'],
    ['0', 'nothing is counted from nought'],
    ['3号楼', 'two are a building 3'],
    ['那个', 'says nothing'],
    ['的', 'says nothing'],
    ['', 'says nothing'],
    ['柳河里那个楼道里面的灯又坏了好几天', 'tells something else'],
  ])('%s: %s', (answer) => {
    expect(picked(answer)).toBeNull();
  });

  it('where nothing was asked', () => {
    expect(picked('1', [])).toBeNull();
  });
});
