import { Body, Get, Post } from '@nestjs/common';
import type { VNode } from 'preact';
import type { PartyCode } from '../../kernel/vocabulary';
import { partiesAccess } from '../../parties/parties.access';
import { PARTY_KINDS } from '../../parties/party.events';
import { PartyListQuery, PartyRoutes, type PartyView } from '../../parties/party.routes';
import { RegisterPartyBody, RegisterPartyRoute } from '../../parties/register-party';
import { Allowed } from '../../platform/auth/allowed.decorator';
import type { TypedForm } from '../../platform/http/form-body';
import { Filters, Form, Select, TextInput } from '../components/form';
import { Status } from '../components/notes';
import { Pager } from '../components/pager';
import { type Column, Table } from '../components/table';
import { askedIn } from '../frame/asked';
import { Doors } from '../frame/doors';
import { Forms, type FormState, freshForm } from '../frame/forms';
import { Names } from '../frame/names';
import { mayEver, PATHS } from '../frame/navigation';
import { Pages } from '../frame/pages';
import { type PageAnswer, screen, type Screen, SeeOther } from '../frame/screen';
import { type SignedInVisit, TheVisit, useVisit } from '../frame/visit';
import { shownList, type WholeList } from '../frame/whole-list';
import { asConstructed, KIND_WORDS } from './party-words';

const WORDS = {
  da: {
    title: 'Parter',
    lead: 'Kommuner, regioner og private leverandører, der kan købe, sælge og betale i Pladsbog.',
    register: 'Opret en part',
    registerLead: 'En part skal være oprettet, før den kan udbyde tilbud, købe pladser eller optages i en rammeaftale.',
    name: 'Navn',
    nameHint: 'Som folk kender den, som Aarhus.',
    party: 'Kode',
    partyHint: 'Kommuner har 3 cifre, regioner 4. En privat leverandørs kode er dens CVR-nummer; lad feltet stå tomt.',
    kind: 'Slags',
    choose: 'Vælg',
    all: 'Alle',
    cvr: 'CVR-nummer',
    region: 'Region',
    regionHint: 'Den region, hvis rammeaftale kommunen hører under. En privat leverandør hører ikke under nogen.',
    none: 'Ingen',
    ean: 'EAN (GLN)',
    missing: 'Mangler',
    nothing: 'Ingen parter passer.',
  },
  en: {
    title: 'Parties',
    lead: 'Municipalities, regions and private suppliers that can buy, sell and pay in Pladsbog.',
    register: 'Register a party',
    registerLead: 'A party has to be registered before it can publish offerings, buy places or join an agreement.',
    name: 'Name',
    nameHint: 'As people know it, such as Aarhus.',
    party: 'Code',
    partyHint: 'Municipalities have 3 digits, regions 4. A private supplier’s code is its CVR number; leave it empty.',
    kind: 'Kind',
    choose: 'Choose',
    all: 'All',
    cvr: 'CVR number',
    region: 'Region',
    regionHint: 'The region whose framework agreement the municipality belongs to. A private supplier belongs to none.',
    none: 'None',
    ean: 'EAN (GLN)',
    missing: 'Missing',
    nothing: 'No party fits.',
  },
};

/** Journey 1: who is in the market, and how somebody more comes into it. */
@Pages()
export class PartiesPages {
  constructor(
    private readonly doors: Doors,
    private readonly forms: Forms,
    private readonly names: Names,
  ) {}

  @Get(PATHS.parties)
  @Allowed(partiesAccess.listParties)
  async list(@TheVisit() visit: SignedInVisit): Promise<Screen> {
    const { language, actor } = visit;
    const words = WORDS[language];
    const asked = askedIn(visit, PartyListQuery, ['text', 'kind', 'cursor']);
    const { items, next, whole } = await shownList(visit, asked, (query) =>
      this.doors.open(PartyRoutes, visit).list(query),
    );
    return screen({
      title: words.title,
      body: (
        <>
          <p class="font-lead">{words.lead}</p>
          {mayEver(partiesAccess.registerParty, actor) && (
            <p class="actions d-print-none">
              <a class="button button-primary" href={`${PATHS.parties}/new`}>
                {words.register}
              </a>
            </p>
          )}
          <Filters id="parties">
            <TextInput name="text" label={words.name} optional type="search" />
            <KindField none={words.all} />
          </Filters>
          <PartyTable rows={items} whole={whole} />
          <Pager next={next} />
        </>
      ),
    });
  }

  @Get(`${PATHS.parties}/new`)
  @Allowed(partiesAccess.registerParty)
  ask(@TheVisit() visit: SignedInVisit): Screen {
    return this.formScreen(visit, freshForm({ frameworkRegion: '' }));
  }

  @Post(`${PATHS.parties}/new`)
  @Allowed(partiesAccess.registerParty)
  register(@Body() form: TypedForm, @TheVisit() visit: SignedInVisit): Promise<PageAnswer> {
    return this.forms.take(
      visit,
      RegisterPartyBody,
      withCode(form),
      async (body) => {
        const { party, position } = await this.doors.open(RegisterPartyRoute, visit).register(body, visit.actor);
        return new SeeOther(`${PATHS.parties}/${party}`, { position });
      },
      (state) => this.formScreen(visit, state),
    );
  }

  private formScreen(visit: SignedInVisit, state: FormState): Screen {
    const words = WORDS[visit.language];
    return screen({
      title: words.register,
      crumbs: [{ href: PATHS.parties, text: words.title }],
      body: (
        <>
          <p class="font-lead">{words.registerLead}</p>
          <Form
            id="party"
            action={`${PATHS.parties}/new`}
            state={state}
            labels={{
              kind: words.kind,
              name: words.name,
              cvr: words.cvr,
              party: words.party,
              frameworkRegion: words.region,
            }}
            submit={words.register}
          >
            <KindField none={words.choose} required />
            <TextInput name="name" label={words.name} hint={words.nameHint} />
            <TextInput name="cvr" label={words.cvr} inputMode="numeric" />
            <TextInput name="party" label={words.party} hint={words.partyHint} inputMode="numeric" optional />
            <Select
              name="frameworkRegion"
              label={words.region}
              hint={words.regionHint}
              none={words.none}
              choices={this.names.regions()}
              optional
            />
          </Form>
        </>
      ),
    });
  }
}

/** A supplier is known by its CVR number, and need not write it twice. */
const withCode = (form: TypedForm): TypedForm =>
  form.kind === 'private-supplier' && (form.party ?? '') === '' && form.cvr !== undefined
    ? { ...form, party: form.cvr }
    : form;

const KindField = ({ none, required = false }: { none: string; required?: boolean }): VNode => {
  const { language } = useVisit();
  return (
    <Select
      name="kind"
      label={WORDS[language].kind}
      none={none}
      optional={!required}
      choices={PARTY_KINDS.map((kind) => ({ value: kind, text: KIND_WORDS[language][kind] }))}
    />
  );
};

const PartyTable = ({ rows, whole }: { rows: readonly PartyView[]; whole: WholeList<PartyView> }): VNode => {
  const { language } = useVisit();
  const words = WORDS[language];
  const columns: readonly Column<PartyView>[] = [
    {
      title: words.name,
      heads: true,
      cell: ({ party, name }) => <a href={`${PATHS.parties}/${party}`}>{name}</a>,
    },
    { title: words.kind, cell: ({ kind }) => KIND_WORDS[language][kind] },
    { title: words.party, cell: ({ party }: { party: PartyCode }) => party },
    { title: words.cvr, cell: ({ cvr }) => cvr },
    {
      title: words.ean,
      cell: ({ ean, eanConstructed }) =>
        ean === undefined ? (
          <Status kind="waiting">{words.missing}</Status>
        ) : (
          asConstructed(ean, eanConstructed, language)
        ),
    },
  ];
  return (
    <Table
      files
      whole={whole}
      caption={words.title}
      captionHidden
      columns={columns}
      rows={rows}
      empty={words.nothing}
    />
  );
};
