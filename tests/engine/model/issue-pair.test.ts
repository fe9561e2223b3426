import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeIssueModel, MATTER_FEATURES, PLACE_FEATURES } from '../../../src/engine/model/issue-model.ts';
import {
  issueSigns,
  likenessBy,
  likenessOf,
  matterFeatures,
  placeFeatures,
  sharedName,
} from '../../../src/engine/model/issue-pair.ts';
import { encodeContainer } from '../../../src/learning/encode-container.ts';
import { issueContainer, trainIssues } from '../../../src/learning/issue-training.ts';
import { FEW, labelled, letter, letters } from '../../support/issue-posts.ts';

const model = trainIssues({ board: letters(400), hotline: [] }, labelled(), FEW);

const signs = (text: string) => issueSigns(text, model);
const likeness = (a: string, b: string) => likenessOf(signs(a), signs(b), model);

describe('two letters', () => {
  it('of one matter at one place are one issue, though worded otherwise', () => {
    expect(likeness(letter(0, '雪浪坪', 0), letter(0, '雪浪坪', 1)).same).toBeGreaterThanOrEqual(0.5);
  });

  it('of another matter at the place are two: place and matter must both agree', () => {
    const { same, place, matter } = likeness(letter(0, '雪浪坪', 0), letter(1, '雪浪坪', 1));
    expect(same).toBeLessThan(0.5);
    expect(place).toBeGreaterThan(matter);
  });

  it('of the same matter elsewhere are two', () => {
    const { same, place, matter } = likeness(letter(2, '雪浪坪', 0), letter(2, '饮马川', 1));
    expect(same).toBeLessThan(0.5);
    expect(matter).toBeGreaterThan(place);
  });

  it('either way round, between 0 and 1', () => {
    const text = fc
      .tuple(fc.nat(3), fc.constantFrom('雪浪坪', '饮马川', ''), fc.nat(3))
      .map((one) => letter(...one));
    fc.assert(
      fc.property(text, text, (a, b) => {
        const { same } = likeness(a, b);
        expect(same).toBeCloseTo(likeness(b, a).same, 9);
        expect(same >= 0 && same <= 1).toBe(true);
      }),
    );
  });

  it('any texts at all can be compared', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 200 });
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(likeness(a, b).same).not.toBeNaN();
      }),
    );
  });
});

describe('what is looked at', () => {
  const here = signs(letter(0, '雪浪坪', 0));

  it('as many features as the judges have weights', () => {
    expect(placeFeatures(here, here)).toHaveLength(PLACE_FEATURES);
    expect(matterFeatures(here, here)).toHaveLength(MATTER_FEATURES);
  });

  it('a title against the other whole letter, either way round', () => {
    const [long, short] = [signs(letter(0, '雪浪坪', 0)), signs('公交改道以后没有车坐')];
    const [wide, narrow] = [4, 5];
    const features = matterFeatures(long, short);
    expect(features[wide]).toBeGreaterThan(features[narrow] ?? 1);
    expect(matterFeatures(short, long)).toEqual(features);
  });

  it('numbers that contradict each other in the matter too, for two buildings have two troubles', () => {
    const numbers = 7;
    expect(matterFeatures(signs('雪浪坪3栋'), signs('雪浪坪5栋'))[numbers]).toBe(1);
    expect(matterFeatures(signs('雪浪坪3栋'), signs('雪浪坪'))[numbers]).toBe(0);
  });

  it('the name both have', () => {
    expect(sharedName(here, signs(letter(1, '雪浪坪', 2)))).toContain('雪浪坪');
    expect(sharedName(signs('雪浪坪'), signs('饮马川'))).toBeNull();
  });

  it('districts and numbers that contradict each other', () => {
    const [districts, numbers] = [7, 8];
    const features = placeFeatures(signs('a1区雪浪坪3栋'), signs('a2区雪浪坪5栋'));
    expect([features[districts], features[numbers]]).toEqual([1, 1]);
    expect(placeFeatures(signs('雪浪坪3栋'), signs('雪浪坪'))[numbers]).toBe(0);
  });

  it('a score at both thresholds is a half', () => {
    const judge = { weights: Float64Array.of(0), bias: 0, at: 0.5 };
    expect(likenessBy({ place: [0], matter: [0] }, { place: judge, matter: judge }).same).toBe(0.5);
    const strict = { ...judge, at: 0.9 };
    expect(likenessBy({ place: [0], matter: [0] }, { place: strict, matter: judge }).same).toBeLessThan(0.5);
  });
});

describe('its file', () => {
  it('says the same of two letters as what was trained', () => {
    const decoded = decodeIssueModel(encodeContainer(issueContainer(model)));
    if (!decoded.ok) throw new Error(decoded.fault);
    const [a, b] = [letter(0, '雪浪坪', 0), letter(0, '雪浪坪', 1)];
    const again = likenessOf(issueSigns(a, decoded.value), issueSigns(b, decoded.value), decoded.value);
    expect(again).toEqual(likeness(a, b));
  });

  it('of before, whose judges look at fewer features, still serves', () => {
    const { sections, ...rest } = issueContainer({
      ...model,
      matter: { weights: Float64Array.of(4, 1, 1, 0), bias: -2, at: 0.6 },
    });
    const decoded = decodeIssueModel(encodeContainer({ ...rest, sections }));
    if (!decoded.ok) throw new Error(decoded.fault);
    expect(decoded.value.matter.bias).toBe(-2);
    const [a, b] = [letter(0, '雪浪坪', 0), letter(1, '饮马川', 1)];
    const said = likenessOf(issueSigns(a, decoded.value), issueSigns(b, decoded.value), decoded.value);
    expect(said.same).toBeLessThan(0.5);
  });

  it('of another kind, or with a part missing, is refused', () => {
    const container = issueContainer(model);
    expect(decodeIssueModel(encodeContainer({ ...container, kind: 'reading' }))).toEqual({
      ok: false,
      fault: 'foreign',
    });
    for (const name of container.sections.keys()) {
      const sections = new Map([...container.sections].filter(([one]) => one !== name));
      expect(decodeIssueModel(encodeContainer({ ...container, sections }))).toEqual({
        ok: false,
        fault: 'broken',
      });
    }
    for (const numbers of [Float64Array.of(1, 2), new Float64Array(PLACE_FEATURES + 3)]) {
      const sections = new Map(container.sections).set('place', numbers);
      expect(decodeIssueModel(encodeContainer({ ...container, sections })).ok).toBe(false);
    }
  });
});
