import type { VNode } from 'preact';
import type { CosignedMonthView } from '../../cosigning/cosigning.views';
import { Facts } from '../components/notes';
import { SETTLEMENT } from '../frame/navigation';
import { useVisit } from '../frame/visit';
import { CosignedSide, sideOf, sidesToCosign } from './cosigned-side';

const WORDS = {
  da: {
    title: 'Månedens kontrolpunkt',
    lead: 'Begge sider kan medunderskrive, at de har set den samme log og den samme opgørelse. Det godkender ikke noget, og intet venter på det.',
    operator: 'Driftsherre',
    payer: 'Betaler',
    cosign: 'Medunderskriv månedens kontrolpunkt',
    see: 'Se månedens kontrolpunkt',
  },
  en: {
    title: 'The month’s checkpoint',
    lead: 'Both sides can cosign that they have seen the same log and the same statement. It approves nothing, and nothing waits for it.',
    operator: 'Operator',
    payer: 'Payer',
    cosign: 'Cosign the month’s checkpoint',
    see: 'See the month’s checkpoint',
  },
};

/** On a statement: which sides have cosigned its month, and the way to do it. */
export const CosigningPart = ({ of }: { of: CosignedMonthView }): VNode => {
  const { language, actor } = useVisit();
  const words = WORDS[language];
  return (
    <section>
      <h2>{words.title}</h2>
      <p>{words.lead}</p>
      <Facts
        entries={[
          { term: words.operator, value: <CosignedSide of={sideOf(of, 'OPERATOR')} /> },
          { term: words.payer, value: <CosignedSide of={sideOf(of, 'PAYER')} /> },
        ]}
      />
      <p class="actions d-print-none">
        <a class="button button-secondary" href={`${SETTLEMENT.statements}/${of.statementId}/checkpoint`}>
          {sidesToCosign(of, actor).length > 0 ? words.cosign : words.see}
        </a>
      </p>
    </section>
  );
};
