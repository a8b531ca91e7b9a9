import { bodyOfPackage, emptyPackage, nextPart } from '../../src/ui/tariffs/typed-package';

describe('The form of a package', () => {
  it('becomes lines and levels, the rows that were left empty are none, and faults stand where they were chosen', () => {
    const typed = {
      level: 'Pakke A',
      ...emptyPackage(),
      'parts.1.price': 'SEL-107 Takst 1 nat',
      'parts.2.price': 'SEL-104 2',
      soldAtOre: '4.500,50',
    };
    const { form, asTyped } = bodyOfPackage(typed);
    expect(form).toEqual({
      level: 'Pakke A',
      'parts.0.serviceLineId': 'SEL-107',
      'parts.0.level': 'Takst 1 nat',
      'parts.1.serviceLineId': 'SEL-104',
      'parts.1.level': '2',
      soldAtOre: '450050',
    });
    const fault = (field: string) => ({ field, code: 'X', da: '', en: '' });
    const faults = asTyped(['parts.1.level', 'parts.0.serviceLineId', 'parts', 'level'].map(fault));
    expect(faults.map(({ field }) => field)).toEqual(['parts.2.price', 'parts.1.price', 'parts', 'level']);
    expect(nextPart(typed)).toBe('parts.3.price');
  });
});
