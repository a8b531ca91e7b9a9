import type { VNode } from 'preact';
import { cosigningAccess } from '../../cosigning/cosigning.access';
import type { CosignedMonthView, CosigningSideView } from '../../cosigning/cosigning.views';
import type { CosigningSide } from '../../cosigning/month-cosigning.events';
import { standings } from '../../kernel/access';
import type { Actor } from '../../kernel/vocabulary';
import { Status } from '../components/notes';
import { countText, dayText } from '../frame/formats';
import { useVisit } from '../frame/visit';

const WORDS = {
  da: {
    signed: (day: string) => `Medunderskrevet ${day}`,
    missing: 'Mangler',
    age: (days: number) => (days === 1 ? '1 dag siden lukningen' : `${countText(days)} dage siden lukningen`),
    ownKey: 'med egen nøgle',
  },
  en: {
    signed: (day: string) => `Cosigned ${day}`,
    missing: 'Missing',
    age: (days: number) => (days === 1 ? '1 day since the closing' : `${countText(days)} days since the closing`),
    ownKey: 'with its own key',
  },
};

export const sideOf = ({ sides }: Pick<CosignedMonthView, 'sides'>, side: CosigningSide): CosigningSideView =>
  sides.find((each) => each.side === side) as CosigningSideView;

/** Whether a side has said that it saw the month; where it has not, for how long. Nothing waits for it. */
export const CosignedSide = ({ of }: { of: CosigningSideView }): VNode => {
  const { language } = useVisit();
  const words = WORDS[language];
  if (of.signedOn === undefined)
    return (
      <div>
        <Status kind="waiting">{words.missing}</Status>
        {of.unsignedDays !== undefined && of.unsignedDays > 0 && (
          <span class="under">{words.age(of.unsignedDays)}</span>
        )}
      </div>
    );
  const how = of.verifierKey === undefined ? of.title : `${of.title ?? ''}, ${words.ownKey}`;
  return (
    <div>
      <Status kind="done">{words.signed(dayText(of.signedOn, language))}</Status>
      <span class="under">{how}</span>
    </div>
  );
};

const RELATION = { OPERATOR: 'operator', PAYER: 'payer' } as const;

/** The sides that the reader can still sign for; with a key, also those that a person has signed for. */
export const sidesToCosign = (
  { operator, payer, sides }: CosignedMonthView,
  actor: Actor | undefined,
  withKey = false,
): readonly CosigningSide[] => {
  if (actor === undefined) return [];
  const stands = standings(cosigningAccess.cosignMonth, actor, { operator, payer });
  return sides
    .filter(({ signedOn, verifierKey }) => (withKey ? verifierKey : signedOn) === undefined)
    .map(({ side }) => side)
    .filter((side) => stands.includes(RELATION[side]));
};
