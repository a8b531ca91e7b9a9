import { requireRole } from '../../../src/platform/auth/auth.guard';
import { Problem } from '../../../src/platform/http/problem';

const refusalOf = (act: () => void): Problem => {
  try {
    act();
  } catch (error) {
    if (error instanceof Problem) return error;
  }
  throw new Error('Nothing was refused');
};

describe('A role that is missing', () => {
  it('is named as people in Denmark say it', () => {
    const { sentence } = refusalOf(() =>
      requireRole({ subject: 'x', party: '751', roles: ['buyer'] } as never, ['operator', 'auditor']),
    );
    expect(sentence.da).toBe('Det kræver en af rollerne driftsherre, revision.');
  });
});
