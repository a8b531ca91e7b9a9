import { asDay } from '../../src/kernel/calendar';
import { logVerdict, type LogAsRead, type Witness } from '../../src/proofs/log-verdict.calculation';

const today = asDay('2026-11-29');
const whole: LogAsRead = { size: 1_000, remembered: 1_000, isBroken: false };
const event = { number: 300, eventId: 'e', stream: 'party-751', revision: 4 };
const kept = (size: number, holds: boolean, isRemembered = true): Witness => ({
  size,
  holds,
  isRemembered,
  handedIn: false,
});
const handedIn = (size: number, holds: boolean, isRemembered = true): Witness => ({
  ...kept(size, holds, isRemembered),
  handedIn: true,
  takenAt: '2025-12-01T09:00:00.000Z',
});
const found = (log: LogAsRead, ...witnesses: Witness[]) => {
  const { outcome, first } = logVerdict(log, witnesses, today);
  return [outcome, first];
};

describe('The verdict on a log', () => {
  it('is that nothing was changed, when everything that was signed holds', () => {
    expect(found(whole)).toEqual(['UNCHANGED', undefined]);
    expect(found(whole, handedIn(400, true), kept(900, true))).toEqual(['UNCHANGED', undefined]);
  });

  it('names the event that is not what the tree remembers', () => {
    expect(found({ ...whole, differs: event }, handedIn(400, false))).toEqual(['CHANGED', event]);
    // Changed after the checkpoint that was handed in, which holds.
    expect(found({ ...whole, differs: event }, handedIn(200, true))).toEqual(['CHANGED', event]);
  });

  it('believes the checkpoint rather than a tree that is not of it', () => {
    expect(found(whole, handedIn(400, false, false))).toEqual(['CHANGED', { number: 1, upTo: 400 }]);
    expect(found({ ...whole, differs: event }, handedIn(400, false, false))).toEqual([
      'CHANGED',
      { number: 1, upTo: 400 },
    ]);
  });

  it('narrows it down by what holds', () => {
    const witnesses = [kept(100, true), kept(250, true), kept(800, false, false), handedIn(400, false, false)];
    expect(found(whole, ...witnesses)).toEqual(['CHANGED', { number: 251, upTo: 400 }]);
    expect(found(whole, kept(399, true), handedIn(400, false, false))).toEqual(['CHANGED', { number: 400 }]);
  });

  it('misses what was cut off, by the checkpoint or by the tree', () => {
    expect(found(whole, handedIn(1_200, false, false))).toEqual(['SHORTENED', { number: 1_001 }]);
    expect(found({ ...whole, remembered: 1_005 })).toEqual(['SHORTENED', { number: 1_001 }]);
  });

  it('says where the store gives no more', () => {
    expect(found({ ...whole, isBroken: true }, handedIn(1_200, false))).toEqual(['UNREADABLE', { number: 1_001 }]);
  });

  it('says so where the key of what was handed in is not known', () => {
    const { certificate } = logVerdict(whole, [{ ...handedIn(1_200, false, false), isByUnknownKey: true }], today);
    expect(certificate.da).toContain('passer ikke. Det er underskrevet med en nøgle, der ikke er kendt her');
    expect(certificate.en).toContain('it may be the checkpoint that is wrong');
    expect(logVerdict(whole, [handedIn(400, true)], today).certificate.da).not.toContain('ikke er kendt');
  });

  it('is told in both languages', () => {
    const { certificate } = logVerdict(whole, [handedIn(400, false, false), kept(100, true)], today);
    expect(certificate).toEqual({
      da: 'Den 29.11.2026 blev alle 1.000 hændelser i loggen læst igen fra den første, og deres træ blev regnet forfra. Det indleverede kontrolpunkt fra 01.12.2025 for de første 400 hændelser passer ikke. Af de kontrolpunkter, der er gemt her, passer 1 af 1. Loggen er ændret: den første hændelse, der afviger, er en af nr. 101 til 400. Det skal undersøges.',
      en: 'On 2026-11-29 all 1.000 events of the log were read again from the first, and their tree was made anew. The checkpoint handed in, of 2025-12-01, for the first 400 events does not hold. Of the checkpoints kept here 1 of 1 hold. The log has been changed: the first event that differs is one of nos. 101 to 400. That has to be looked into.',
    });
  });
});
