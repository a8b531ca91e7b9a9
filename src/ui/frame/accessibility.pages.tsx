import { Get, Inject } from '@nestjs/common';
import type { VNode } from 'preact';
import { Allowed } from '../../platform/auth/allowed.decorator';
import { PATHS } from './navigation';
import { Pages } from './pages';
import { screen, type Screen } from './screen';
import { uiAccess } from '../ui.access';
import { AnybodysVisit, useWords, type Visit, type Words } from './visit';

/** Where people tell that a page does not work for them: an e-mail address, one on the web, or null where none is set. */
export const ACCESSIBILITY_CONTACT = Symbol('accessibility contact');

interface Statement {
  readonly title: string;
  readonly lead: string;
  readonly standard: string;
  readonly tried: string;
  readonly tests: readonly string[];
  readonly untried: string;
  readonly keys: string;
  readonly keyTexts: readonly string[];
  readonly script: string;
  readonly scriptText: string;
  readonly paper: string;
  readonly paperText: string;
  readonly wanting: string;
  readonly faults: readonly string[];
  readonly contact: string;
  readonly write: string;
  readonly nobody: string;
  readonly contactText: string;
}

const WORDS: Words<Statement> = {
  da: {
    title: 'Tilgængelighedserklæring',
    lead: 'Pladsbogs sider er lavet, så de kan bruges af alle, også med tastatur, skærmlæser og forstørrelse.',
    standard: 'De følger WCAG 2.1 på niveau AA, så vidt vi ved.',
    tried: 'Det prøves ved hver ændring',
    tests: [
      'Hver side, på dansk og engelsk, med axe mod WCAG 2.1 niveau A og AA i en rigtig browser.',
      'Hver side ved 320 pixels bredde, som er 400 % forstørrelse, uden at den skal rulles til siden. Kun brede tabeller og tavler ruller i deres egen ramme.',
      'Køb af en plads, en ny takst og afregning af en måned alene med tastatur.',
      'Formularer: Fejl står samlet øverst med vej til hvert felt, og det, der er tastet, går ikke tabt.',
      'Tavlen over 500 ydelser: Markøren kan altid ses, og intet siges med farve alene.',
      'Siderne klager ikke over noget i browseren, og ingen del af dem er tegnet af andre.',
    ],
    untried:
      'Siderne er ikke prøvet af mennesker, som bruger hjælpemidler til daglig, og de er ikke gennemgået af nogen udefra. Det er kun prøvet i Chromium.',
    keys: 'Tastatur',
    keyTexts: [
      'Tab går fra felt til felt og fra vej til vej. Det første stop på hver side går til indholdet.',
      'I en tavle går piletasterne fra celle til celle, Home og End til rækkens ender, Page Up og Page Down ti rækker, og Ctrl med Home eller End til tavlens hjørner.',
    ],
    script: 'Det virker uden script',
    scriptText:
      'Alt på siderne kan gøres uden script. Et lille script holder sider opdateret, sætter markøren ved det, der skal rettes, og giver tavler deres taster.',
    paper: 'På papir',
    paperText:
      'Sider kan skrives ud på A4, sort på hvidt, uden menu og knapper, med tabellernes overskrifter på hvert ark.',
    wanting: 'Det ved vi ikke virker godt nok',
    faults: [
      'Diagrammer er tegninger. Alt i dem står også i tabellen ved siden af.',
      'PDF-filer er mærket op til skærmlæsere, men kun prøvet maskinelt.',
      'Datofelter er browserens egne og ser ud, som browseren vil.',
      'Siden med API’ets beskrivelse er lavet af andre og er ikke gennemgået.',
    ],
    contact: 'Hvis noget ikke virker for dig',
    write: 'Skriv til',
    nobody:
      'De, der driver Pladsbog her, har ikke angivet, hvor man kan henvende sig. Sig det til din egen organisation.',
    contactText:
      'Offentlige organer skal svare efter lov om tilgængelighed af offentlige organers websteder og mobilapplikationer, som Digitaliseringsstyrelsen fører tilsyn med.',
  },
  en: {
    title: 'Accessibility statement',
    lead: 'The pages of Pladsbog are made so that everybody can use them, also by keyboard, screen reader and enlarged.',
    standard: 'As far as we know they follow WCAG 2.1 at level AA.',
    tried: 'What is tried at each change',
    tests: [
      'Each page, in Danish and English, by axe against WCAG 2.1 levels A and AA in a real browser.',
      'Each page at a width of 320 pixels, which is 400 % enlarged, without scrolling sideways. Only wide tables and boards scroll, in frames of their own.',
      'Buying a place, a new tariff and settling a month by keyboard alone.',
      'Forms: faults stand together at the top with a way to each field, and nothing typed is lost.',
      'The board of 500 services: where one is can always be seen, and nothing is said by colour alone.',
      'The browser complains of nothing on the pages, and no part of them is drawn by others.',
    ],
    untried:
      'The pages have not been tried by people who use assistive technology every day, nor reviewed by anybody from outside. They are tried in Chromium only.',
    keys: 'Keyboard',
    keyTexts: [
      'Tab goes from field to field and from link to link. The first stop on each page leads to the content.',
      'On a board the arrow keys go from cell to cell, Home and End to the ends of a row, Page Up and Page Down by ten rows, and Ctrl with Home or End to the corners of the board.',
    ],
    script: 'What works without script',
    scriptText:
      'Everything on the pages can be done without script. A small script keeps pages up to date, puts the cursor at what has to be mended, and gives boards their keys.',
    paper: 'On paper',
    paperText:
      'Pages can be printed on A4, black on white, without menu and buttons, with the heads of tables on each sheet.',
    wanting: 'What we know does not work well enough',
    faults: [
      'Charts are drawings. All that is in them also stands in the table beside them.',
      'PDF files are tagged for screen readers, but tried by machine only.',
      'Date fields are the browser’s own and look as the browser wants.',
      'The page that describes the API is made by others and has not been reviewed.',
    ],
    contact: 'If something does not work for you',
    write: 'Write to',
    nobody: 'Those who run Pladsbog here have not given an address to turn to. Tell your own organisation.',
    contactText:
      'Public bodies have to answer under the Danish act on the accessibility of websites and mobile applications of public bodies, supervised by the Agency for Digital Government.',
  },
};

/** What the pages promise to those who use them by keyboard, by ear or enlarged, and what they do not do yet. */
@Pages()
export class AccessibilityPages {
  constructor(@Inject(ACCESSIBILITY_CONTACT) private readonly contact: string | null) {}

  @Get(PATHS.accessibility)
  @Allowed(uiAccess.readAccessibilityStatement)
  statement(@AnybodysVisit() { language }: Visit): Screen {
    return screen({ title: WORDS[language].title, body: <Promises contact={this.contact} /> });
  }
}

const Promises = ({ contact }: { contact: string | null }): VNode => {
  const words = useWords(WORDS);
  return (
    <>
      <p class="font-lead">{words.lead}</p>
      <p>{words.standard}</p>
      <h2>{words.tried}</h2>
      <Points of={words.tests} />
      <p>{words.untried}</p>
      <h2>{words.keys}</h2>
      <Points of={words.keyTexts} />
      <h2>{words.script}</h2>
      <p>{words.scriptText}</p>
      <h2>{words.paper}</h2>
      <p>{words.paperText}</p>
      <h2>{words.wanting}</h2>
      <Points of={words.faults} />
      <h2>{words.contact}</h2>
      {contact === null ? (
        <p>{words.nobody}</p>
      ) : (
        <p>
          {words.write} <a href={contact.startsWith('https://') ? contact : `mailto:${contact}`}>{contact}</a>.
        </p>
      )}
      <p>{words.contactText}</p>
    </>
  );
};

const Points = ({ of }: { of: readonly string[] }): VNode => (
  <ul>
    {of.map((text) => (
      <li>{text}</li>
    ))}
  </ul>
);
