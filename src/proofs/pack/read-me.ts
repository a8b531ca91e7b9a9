import { danishDay, danishDayOf } from '../../kernel/calendar';
import { danishCount } from '../../kernel/money';
import type { KeptCheckpoint } from '../../platform/log-tree/checkpoints';

export interface PackContents {
  readonly checkpoint: KeptCheckpoint;
  /** Numbers in the log, from 1, both included. */
  readonly first: number;
  readonly last: number;
  readonly hasReplay: boolean;
}

/** What stands in the pack for whoever opens it, with Windows line ends. */
export const readMe = ({ checkpoint, first, last, hasReplay }: PackContents): string => {
  const { origin, size, takenAt, keyId } = checkpoint;
  return [
    'REVISIONSPAKKE FRA PLADSBOG',
    '',
    `Log:           ${origin}`,
    `Hændelser:     nr. ${danishCount(first)} til ${danishCount(last)} af ${danishCount(size)}`,
    `Underskrevet:  ${danishDay(danishDayOf(takenAt))} (${takenAt}) med nøglen ${keyId}`,
    '',
    'I PAKKEN',
    '',
    'haendelser.ndjson   Hændelserne, én pr. linje, som de er gemt. Ingen personoplysninger: borgere har pseudonymer.',
    'kontrolpunkt.txt    Det underskrevne kontrolpunkt for hele loggen.',
    'bevis.json          Det, der skal til for at regne kontrolpunktets rod ud af hændelserne.',
    ...(hasReplay
      ? ['genafspilning.json  Attest fra den seneste genafspilning: det, der vises, følger af loggen.']
      : []),
    'efterproev.mjs      Programmet, der efterprøver pakken. Det kan læses: det er under 400 linjer.',
    '',
    'SÅDAN EFTERPRØVES DEN',
    '',
    '1. Pak filerne ud i en mappe. Node.js 20 eller nyere skal være installeret; der bruges intet netværk.',
    '2. Find driftens offentlige nøgle ad en anden vej end denne pakke, og sammenlign den med det, Pladsbog viser.',
    '3. Kør i mappen:',
    '',
    '     node efterproev.mjs --noegle "navn+id+nøgle"',
    '',
    '   Har du et kontrolpunkt fra sidst, så giv det med:',
    '',
    '     node efterproev.mjs --noegle "navn+id+nøgle" --kontrolpunkt sidste-aar.txt',
    '',
    'Programmet regner træet ud af hændelserne og sammenligner det med underskriften, og det regner opgørelserne efter:',
    'linjer mod totaler, og køb mod salg for hver måned. Det slutter med "Alt passer." eller siger, hvad der ikke gør.',
    '',
    'HVAD DET BEVISER',
    '',
    'At hændelserne er dem, loggen havde, da kontrolpunktet blev underskrevet, og med et tidligere kontrolpunkt, at intet',
    'før det er ændret siden. Ikke, at det skrevne er sandt, og ikke, at andre har fået vist den samme log: sammenlign',
    'kontrolpunkter med dem. Gem kontrolpunktet et sted, hvor driften ikke kan skrive.',
    '',
  ].join('\r\n');
};
