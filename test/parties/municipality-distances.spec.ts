import { danishPublicParties } from '../../src/parties/party-register';
import { distanceKm, isMunicipality } from '../../src/parties/municipality-distances.queries';
import { partyCode } from '../../src/kernel/vocabulary';

/** Towns and islands by latitude and longitude, and the municipality in which each lies in the middle or nearly so. */
const PLACES = {
  Aarhus: ['751', 56.157, 10.21],
  Herning: ['657', 56.139, 8.974],
  Randers: ['730', 56.461, 10.036],
  Viborg: ['791', 56.453, 9.402],
  Silkeborg: ['740', 56.17, 9.545],
  Samsø: ['741', 55.87, 10.6],
  København: ['101', 55.676, 12.568],
  Odense: ['461', 55.396, 10.389],
  Aalborg: ['851', 57.048, 9.922],
  Læsø: ['825', 57.27, 11.0],
  Fanø: ['563', 55.41, 8.4],
  Bornholm: ['400', 55.13, 14.92],
} as const;
type Place = keyof typeof PLACES;

const EARTH_KM = 6_371;
/** Towns do not lie in the very middle of their municipality. */
const TOWN_OFF_KM = 10;

const asTheCrowFlies = (one: Place, other: Place): number => {
  const radians = (degrees: number): number => (degrees * Math.PI) / 180;
  const [, lat1, lon1] = PLACES[one];
  const [, lat2, lon2] = PLACES[other];
  const half = (degrees: number): number => Math.sin(radians(degrees) / 2) ** 2;
  const chord = half(lat2 - lat1) + Math.cos(radians(lat1)) * Math.cos(radians(lat2)) * half(lon2 - lon1);
  return 2 * EARTH_KM * Math.asin(Math.sqrt(chord));
};

const between = (one: Place, other: Place): number =>
  distanceKm(partyCode(PLACES[one][0]), partyCode(PLACES[other][0])) ?? NaN;

describe('Distances between municipalities', () => {
  it.each<[Place, Place]>([
    ['Aarhus', 'Herning'],
    ['Aarhus', 'Randers'],
    ['Aarhus', 'Samsø'],
    ['Viborg', 'Silkeborg'],
    ['Aalborg', 'Aarhus'],
    ['Odense', 'København'],
    ['København', 'Aarhus'],
    ['Fanø', 'Læsø'],
    ['København', 'Bornholm'],
    ['Bornholm', 'Samsø'],
  ])('%s to %s is as on the globe, but for where in its municipality a town lies', (one, other) => {
    expect(Math.abs(between(one, other) - asTheCrowFlies(one, other))).toBeLessThan(TOWN_OFF_KM);
    expect(between(other, one)).toBe(between(one, other));
  });

  it('are known for all 98 municipalities and for no region', () => {
    const { municipality = [], region = [] } = Object.groupBy(danishPublicParties(), ({ kind }) => kind);
    expect(municipality.map(({ party }) => distanceKm(party, partyCode('751'))).every(Number.isInteger)).toBe(true);
    expect(municipality).toHaveLength(98);
    expect(region.map(({ party }) => [isMunicipality(party), distanceKm(party, partyCode('751'))])).toEqual(
      region.map(() => [false, undefined]),
    );
    expect(between('Aarhus', 'Aarhus')).toBe(0);
  });
});
