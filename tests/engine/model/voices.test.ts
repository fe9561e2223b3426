import { describe, expect, it } from 'vitest';
import { eitherVoice } from '../../../src/engine/model/voices.ts';

const VAGUE = [{ name: 'shape:nothingNamed', value: 1 }];

describe('the two voices', () => {
  it('the surer is heard', () => {
    expect(eitherVoice({ talk: 3, letter: 1 }, [])).toBe(3);
    expect(eitherVoice({ talk: 1, letter: 4 }, [])).toBe(4);
  });

  it('a little less where the other is sure of none, but never silenced by it', () => {
    const alone = eitherVoice({ talk: -30, letter: 2 }, []);
    expect(alone).toBeGreaterThan(0);
    expect(alone).toBeLessThan(2);
    expect(eitherVoice({ talk: -60, letter: 2 }, [])).toBe(alone);
    expect(eitherVoice({ talk: 2, letter: -8 }, [])).toBeLessThan(2);
    expect(eitherVoice({ talk: 2, letter: -8 }, [])).toBeGreaterThan(1);
  });

  it('talk that names nothing has to be surer; a letter has not', () => {
    expect(eitherVoice({ talk: 2, letter: -1 }, VAGUE)).toBeLessThan(
      eitherVoice({ talk: 2, letter: -1 }, []),
    );
    expect(eitherVoice({ talk: -1, letter: 3 }, VAGUE)).toBe(eitherVoice({ talk: -1, letter: 3 }, []));
  });
});
