import type { VNode } from 'preact';
import { allows } from '../../kernel/access';
import { objectiveFinancingAccess } from '../../objective-financing/objective-financing.access';
import type { SchemeView } from '../../objective-financing/scheme.views';
import { PATHS } from '../frame/navigation';
import { useVisit } from '../frame/visit';

const WORDS = {
  da: {
    key: 'Registrer nøglen',
    replace: 'Ret nøglen',
    shares: 'Beregn andelene',
    actuals: 'Indberet, hvad året kostede',
  },
  en: {
    key: 'Record the key',
    replace: 'Replace the key',
    shares: 'Compute the shares',
    actuals: 'Report what the year cost',
  },
};

/** What whoever runs a scheme can do with it next. */
export const SchemeSteps = ({ scheme }: { scheme: SchemeView }): VNode | null => {
  const { language, actor } = useVisit();
  const words = WORDS[language];
  const { schemeId, operator, region, kind, key, shares } = scheme;
  if (actor === undefined || !allows(objectiveFinancingAccess.takeKeySnapshot, actor, { operator, region }))
    return null;
  const at = `${PATHS.schemes}/${schemeId}`;
  const ways = [
    ...(key !== undefined && shares === undefined ? [{ href: `${at}/shares`, text: words.shares }] : []),
    ...(shares === undefined ? [{ href: `${at}/key`, text: key === undefined ? words.key : words.replace }] : []),
    ...(shares !== undefined && kind === 'OBJECTIVE' ? [{ href: `${at}/actuals`, text: words.actuals }] : []),
  ];
  if (ways.length === 0) return null;
  return (
    <p class="actions d-print-none">
      {ways.map(({ href, text }, place) => (
        <a class={`button button-${place === 0 ? 'primary' : 'secondary'}`} href={href}>
          {text}
        </a>
      ))}
    </p>
  );
};
