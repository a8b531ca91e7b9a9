import { Body, Get, Post } from '@nestjs/common';
import type { ComponentChildren, VNode } from 'preact';
import { auditAccess } from '../../audit/audit.access';
import { cosigningAccess } from '../../cosigning/cosigning.access';
import type { CosigningKeyView } from '../../cosigning/cosigning.views';
import { CosigningKeyRoutes, RegisterCosigningKeyBody } from '../../cosigning/register-cosigning-key';
import { allows } from '../../kernel/access';
import type { Position } from '../../kernel/event';
import type { Actor, PartyCode } from '../../kernel/vocabulary';
import { partiesAccess } from '../../parties/parties.access';
import { PartyRoutes, type PartyView } from '../../parties/party.routes';
import { RegisterEanBody, RegisterEanRoute } from '../../parties/register-ean';
import { RegisterPaymentAccountBody, RegisterPaymentAccountRoute } from '../../parties/register-payment-account';
import { RegisterPostalAddressBody, RegisterPostalAddressRoute } from '../../parties/register-postal-address';
import { Allowed } from '../../platform/auth/allowed.decorator';
import type { BodyClass } from '../../platform/http/fields';
import { ReadTimesQuery } from '../../platform/http/fresh-reads';
import type { TypedForm } from '../../platform/http/form-body';
import { PartyParam } from '../../platform/http/parameters';
import { historyOf } from '../audit/audit-section';
import { Form, TextArea, TextInput } from '../components/form';
import { Facts } from '../components/notes';
import { dayText } from '../frame/formats';
import { Doors } from '../frame/doors';
import { Forms, type FormState, freshForm } from '../frame/forms';
import { Names } from '../frame/names';
import { PATHS } from '../frame/navigation';
import { Pages } from '../frame/pages';
import { type PageAnswer, screen, type Screen } from '../frame/screen';
import { type SignedInVisit, TheVisit, useVisit } from '../frame/visit';
import { asConstructed, KIND_WORDS } from './party-words';

const WORDS = {
  da: {
    parties: 'Parter',
    kind: 'Slags',
    party: 'Kode',
    cvr: 'CVR-nummer',
    region: 'Hører under rammeaftalen i',
    ean: 'EAN (GLN)',
    eanMissing: 'Mangler. Uden det kan der ikke sendes e-faktura.',
    account: 'Konto til betalinger',
    address: 'Adresse',
    missing: 'Ikke oplyst',
    history: 'Partens historik',
    keep: 'Hold oplysningerne ved lige',
    eanHint: '13 cifre. Hertil sendes elektroniske fakturaer til parten.',
    submitEan: 'Gem EAN',
    registrationNumber: 'Registreringsnummer',
    registrationHint: '4 cifre.',
    accountNumber: 'Kontonummer',
    accountHint: '10 cifre, med nuller foran. Fakturaer fra jer nævner kontoen fra nu af.',
    submitAccount: 'Gem kontoen',
    street: 'Vej og nummer',
    postalZone: 'Postnummer',
    city: 'By',
    submitAddress: 'Gem adressen',
    cosigningKey: 'Nøgle til at medunderskrive måneder med',
    noKey: 'Ingen registreret',
    since: (id: string, day: string) => `${id}, registreret ${day}`,
    publicKey: 'Offentlig nøgle (Ed25519, PEM)',
    publicKeyHint:
      'Begynder med -----BEGIN PUBLIC KEY-----. Den private nøgle skal aldrig sendes. Nøglen afløser den forrige; det, der er underskrevet med den, står ved magt.',
    submitKey: 'Gem nøglen',
  },
  en: {
    parties: 'Parties',
    kind: 'Kind',
    party: 'Code',
    cvr: 'CVR number',
    region: 'Under the framework agreement of',
    ean: 'EAN (GLN)',
    eanMissing: 'Missing. Without it no e-invoice can be sent.',
    account: 'Account for payments',
    address: 'Address',
    missing: 'Not known',
    history: 'History of the party',
    keep: 'Keep this up to date',
    eanHint: '13 digits. Electronic invoices to the party go there.',
    submitEan: 'Save the EAN',
    registrationNumber: 'Registration number',
    registrationHint: '4 digits.',
    accountNumber: 'Account number',
    accountHint: '10 digits, with leading zeros. Your invoices name the account from now on.',
    submitAccount: 'Save the account',
    street: 'Street and number',
    postalZone: 'Postal code',
    city: 'City',
    submitAddress: 'Save the address',
    cosigningKey: 'Key to cosign months with',
    noKey: 'None registered',
    since: (id: string, day: string) => `${id}, registered ${day}`,
    publicKey: 'Public key (Ed25519, PEM)',
    publicKeyHint:
      'Begins with -----BEGIN PUBLIC KEY-----. Never send the private key. It replaces the one before; what that signed stands.',
    submitKey: 'Save the key',
  },
};

type Kept = 'ean' | 'payment-account' | 'postal-address' | 'cosigning-key';
const ONE = `${PATHS.parties}/:party`;

/** A party as invoices and documents name it; kept up to date by itself, and in part by the secretariat of its region. */
@Pages()
export class PartyPages {
  constructor(
    private readonly doors: Doors,
    private readonly forms: Forms,
    private readonly names: Names,
  ) {}

  @Get(ONE)
  @Allowed(partiesAccess.getParty)
  show(@PartyParam('party', 'The party.') party: PartyCode, @TheVisit() visit: SignedInVisit): Promise<Screen> {
    return this.screen(party, visit);
  }

  @Post(`${ONE}/ean`)
  @Allowed(partiesAccess.registerEan)
  ean(
    @PartyParam('party', 'The party.') party: PartyCode,
    @Body() form: TypedForm,
    @TheVisit() visit: SignedInVisit,
  ): Promise<PageAnswer> {
    const route = this.doors.open(RegisterEanRoute, visit);
    return this.take(party, visit, 'ean', RegisterEanBody, form, (body) => route.register(party, body, visit.actor));
  }

  @Post(`${ONE}/payment-account`)
  @Allowed(partiesAccess.registerPaymentAccount)
  account(
    @PartyParam('party', 'The party.') party: PartyCode,
    @Body() form: TypedForm,
    @TheVisit() visit: SignedInVisit,
  ): Promise<PageAnswer> {
    const route = this.doors.open(RegisterPaymentAccountRoute, visit);
    return this.take(party, visit, 'payment-account', RegisterPaymentAccountBody, form, (body) =>
      route.register(party, body, visit.actor),
    );
  }

  @Post(`${ONE}/postal-address`)
  @Allowed(partiesAccess.registerPostalAddress)
  address(
    @PartyParam('party', 'The party.') party: PartyCode,
    @Body() form: TypedForm,
    @TheVisit() visit: SignedInVisit,
  ): Promise<PageAnswer> {
    const route = this.doors.open(RegisterPostalAddressRoute, visit);
    return this.take(party, visit, 'postal-address', RegisterPostalAddressBody, form, (body) =>
      route.register(party, body, visit.actor),
    );
  }

  @Post(`${ONE}/cosigning-key`)
  @Allowed(cosigningAccess.registerCosigningKey)
  cosigningKey(
    @PartyParam('party', 'The party.') party: PartyCode,
    @Body() form: TypedForm,
    @TheVisit() visit: SignedInVisit,
  ): Promise<PageAnswer> {
    const route = this.doors.open(CosigningKeyRoutes, visit);
    // A private key that was pasted by mistake is not sent back to the screen.
    const shown = form.publicKey?.includes('PRIVATE KEY') === true ? { ...form, publicKey: '' } : form;
    return this.forms.send(visit, {
      described: RegisterCosigningKeyBody,
      form,
      send: (body) => route.register(party, body, visit.actor),
      next: `${PATHS.parties}/${party}`,
      again: (state) => this.screen(party, visit, { kept: 'cosigning-key', state: { ...state, typed: shown } }),
    });
  }

  private take<B extends object>(
    party: PartyCode,
    visit: SignedInVisit,
    kept: Kept,
    described: BodyClass & (new () => B),
    form: TypedForm,
    send: (body: B) => Promise<{ readonly position: Position }>,
  ): Promise<PageAnswer> {
    return this.forms.send(visit, {
      described,
      form,
      send,
      next: `${PATHS.parties}/${party}`,
      again: (state) => this.screen(party, visit, { kept, state }),
    });
  }

  private async screen(
    code: PartyCode,
    visit: SignedInVisit,
    failed?: { readonly kept: Kept; readonly state: FormState },
  ): Promise<Screen> {
    const words = WORDS[visit.language];
    const party = await this.doors.open(PartyRoutes, visit).find(code, {});
    const key = await this.doors.open(CosigningKeyRoutes, visit).find(code, new ReadTimesQuery());
    const own = allows(auditAccess.getPartyHistory, visit.actor, { own: code });
    return screen({
      title: party.name,
      crumbs: [{ href: PATHS.parties, text: words.parties }],
      body: (
        <>
          <About party={party} cosigningKey={key} name={this.names.all()} />
          {own && (
            <p class="actions d-print-none">
              <a href={historyOf('party', code)}>{words.history}</a>
            </p>
          )}
          <Keeping
            party={party}
            actor={visit.actor}
            stateOf={(kept, typed) => (failed?.kept === kept ? failed.state : freshForm(typed))}
          />
        </>
      ),
    });
  }
}

const About = ({
  party,
  cosigningKey: { keyId, verifierKey, registeredOn },
  name,
}: {
  party: PartyView;
  cosigningKey: CosigningKeyView;
  name: (party: PartyCode) => string;
}): VNode => {
  const { language } = useVisit();
  const words = WORDS[language];
  const { kind, cvr, frameworkRegion, ean, eanConstructed, account, address } = party;
  const said = (text: string, constructed?: boolean): string => asConstructed(text, constructed, language);
  return (
    <Facts
      entries={[
        { term: words.kind, value: KIND_WORDS[language][kind] },
        { term: words.party, value: party.party },
        { term: words.cvr, value: cvr },
        frameworkRegion !== undefined && { term: words.region, value: name(frameworkRegion) },
        { term: words.ean, value: ean === undefined ? words.eanMissing : said(ean, eanConstructed) },
        {
          term: words.account,
          value: account
            ? said(`${account.registrationNumber} ${account.accountNumber}`, account.constructed)
            : words.missing,
        },
        {
          term: words.address,
          value: address
            ? said(`${address.street}, ${address.postalZone} ${address.city}`, address.constructed)
            : words.missing,
        },
        {
          term: words.cosigningKey,
          value:
            keyId === undefined || registeredOn === undefined ? (
              words.noKey
            ) : (
              <>
                {words.since(keyId, dayText(registeredOn, language))}
                <code class="hash under">{verifierKey}</code>
              </>
            ),
        },
      ]}
    />
  );
};

/** A form for each part that the reader may write. */
const Keeping = ({
  party: { party, kind, frameworkRegion, ean, account, address },
  actor,
  stateOf,
}: {
  party: PartyView;
  actor: Actor;
  stateOf: (kept: Kept, typed: TypedForm) => FormState;
}): VNode | null => {
  const words = WORDS[useVisit().language];
  const region = kind === 'region' ? party : frameworkRegion;
  const ties = { own: party, ...(region === undefined ? {} : { region }) };
  const form = (kept: Kept, typed: TypedForm) => ({
    id: kept,
    action: `${PATHS.parties}/${party}/${kept}`,
    state: stateOf(kept, typed),
    tone: 'secondary' as const,
  });
  const parts: ComponentChildren[] = [];
  if (allows(partiesAccess.registerEan, actor, ties))
    parts.push(
      <Form {...form('ean', { ean: ean ?? '' })} labels={{ ean: words.ean }} submit={words.submitEan}>
        <TextInput name="ean" label={words.ean} hint={words.eanHint} inputMode="numeric" />
      </Form>,
    );
  if (allows(partiesAccess.registerPaymentAccount, actor, { own: party })) {
    const { registrationNumber = '', accountNumber = '' } = account ?? {};
    parts.push(
      <Form
        {...form('payment-account', { registrationNumber, accountNumber })}
        labels={{ registrationNumber: words.registrationNumber, accountNumber: words.accountNumber }}
        submit={words.submitAccount}
      >
        <TextInput
          name="registrationNumber"
          label={words.registrationNumber}
          hint={words.registrationHint}
          inputMode="numeric"
        />
        <TextInput name="accountNumber" label={words.accountNumber} hint={words.accountHint} inputMode="numeric" />
      </Form>,
    );
  }
  if (allows(partiesAccess.registerPostalAddress, actor, ties)) {
    const { street = '', postalZone = '', city = '' } = address ?? {};
    parts.push(
      <Form
        {...form('postal-address', { street, postalZone, city })}
        labels={{ street: words.street, postalZone: words.postalZone, city: words.city }}
        submit={words.submitAddress}
      >
        <TextInput name="street" label={words.street} />
        <TextInput name="postalZone" label={words.postalZone} inputMode="numeric" />
        <TextInput name="city" label={words.city} />
      </Form>,
    );
  }
  if (allows(cosigningAccess.registerCosigningKey, actor, { own: party }))
    parts.push(
      <Form {...form('cosigning-key', {})} labels={{ publicKey: words.publicKey }} submit={words.submitKey}>
        <TextArea name="publicKey" label={words.publicKey} hint={words.publicKeyHint} rows={3} />
      </Form>,
    );
  return parts.length === 0 ? null : (
    <section class="panel d-print-none">
      <h2>{words.keep}</h2>
      {parts.map((part) => (
        <div class="offered">{part}</div>
      ))}
    </section>
  );
};
