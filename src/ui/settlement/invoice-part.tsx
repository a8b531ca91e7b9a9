import type { VNode } from 'preact';
import type { EInvoiceCheckView, IssuedInvoiceView } from '../../documents/document.views';
import { Form } from '../components/form';
import { Alert, More } from '../components/notes';
import { instantText } from '../frame/formats';
import type { FormState } from '../frame/forms';
import { useVisit } from '../frame/visit';

const WORDS = {
  da: {
    invoice: 'E-faktura',
    invoiceFile: 'Hent e-fakturaen',
    draft: 'Se kladden',
    issuedAs: (number: string, day: string) => `Udstedt som ${number} den ${day}.`,
    checked: (count: number) => `Kan udstedes: kladden overholder alle ${count} regler, den er holdt op mod.`,
    broken: 'Kan ikke udstedes endnu',
    issue: 'Udsted e-fakturaen',
    constructed: 'Noget i den er opdigtet til demonstration.',
  },
  en: {
    invoice: 'E-invoice',
    invoiceFile: 'Get the e-invoice',
    draft: 'See the draft',
    issuedAs: (number: string, day: string) => `Issued as ${number} on ${day}.`,
    checked: (count: number) => `Can be issued: the draft keeps all ${count} rules it was held against.`,
    broken: 'Cannot be issued yet',
    issue: 'Issue the e-invoice',
    constructed: 'Something in it was made up for demonstration.',
  },
};

/** What was issued; where nothing was, whether it could be. */
export interface Invoice {
  readonly issued?: IssuedInvoiceView;
  readonly check?: EInvoiceCheckView;
}

/** The e-invoice of a statement: issued, or held against its rules. */
export const InvoicePart = ({
  at,
  files,
  invoice: { issued, check },
  state,
  mayIssue,
}: {
  at: string;
  files: string;
  invoice: Invoice;
  state: FormState;
  mayIssue: boolean;
}): VNode | null => {
  const { language } = useVisit();
  const words = WORDS[language];
  if (issued !== undefined)
    return (
      <section>
        <h2>{words.invoice}</h2>
        <p>{words.issuedAs(issued.number, instantText(issued.recordedAt, language))}</p>
        <p>
          <a href={`${files}/e-invoice`}>{words.invoiceFile}</a>
        </p>
      </section>
    );
  if (check === undefined) return null;
  return (
    <section>
      <h2>{words.invoice}</h2>
      {check.broken.length > 0 ? (
        <Alert tone="warning" heading={words.broken}>
          <ul>
            {check.broken.map(({ rule, da, en }) => (
              <li>
                {rule}: {language === 'da' ? da : en}
              </li>
            ))}
          </ul>
        </Alert>
      ) : (
        <>
          <p>{words.checked(check.rulesChecked)}</p>
          <p>
            <a href={`${files}/xml`}>{words.draft}</a>
          </p>
        </>
      )}
      <More summary={check.profileName}>
        {check.constructed && <p>{words.constructed}</p>}
        <p>{language === 'da' ? check.validationDa : check.validationEn}</p>
      </More>
      {mayIssue && check.broken.length === 0 && (
        <Form id="invoice" action={`${at}/e-invoice`} state={state} labels={{}} submit={words.issue} tone="secondary" />
      )}
    </section>
  );
};
