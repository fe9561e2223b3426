import { describe, expect, it } from 'vitest';
import { maskedError } from '../../src/startup/log.ts';

const PHONE = '13900002222';

describe('an error in the log', () => {
  it('quotes nobody’s phone or door, in its sentence or its stack', () => {
    const error = new Error(`cannot store '3号楼2单元501漏水,${PHONE}'`);
    expect(error.stack).toContain(PHONE);
    const logged = JSON.stringify(maskedError(error));
    expect(logged).toContain('cannot store');
    expect(logged).not.toContain(PHONE);
    expect(logged).not.toContain('501');
  });

  it('keeps its type and its code', () => {
    const error = Object.assign(new TypeError('refused'), { code: 'P2002', parameters: [PHONE] });
    expect(maskedError(error)).toMatchObject({ type: 'TypeError', code: 'P2002', message: 'refused' });
    expect(JSON.stringify(maskedError(error))).not.toContain(PHONE);
  });

  it('may be a mere word', () => {
    expect(maskedError(`no answer for ${PHONE}`)).toBe('no answer for [电话]');
    expect(maskedError(null)).toBeNull();
  });
});
