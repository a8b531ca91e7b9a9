import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SHOTS } from './shots';

const PERSONAS = ['buyer', 'operator', 'auditor', 'secretariat'];
const JOURNEY = /^journey-(\d)-(.+)\.([a-z]+)\.png$/;

const STYLE = `body{font:16px sans-serif;margin:2rem}table{border-collapse:collapse}td,th{border:1px solid #8e8e8e;padding:.5rem;
vertical-align:top;text-align:left}img{width:260px;height:200px;object-fit:cover;object-position:top;display:block}
ul{display:flex;flex-wrap:wrap;gap:1rem;padding:0;list-style:none}li{width:262px;overflow-wrap:anywhere}`;

const picture = (file: string): string =>
  `<a href="${file}"><img src="${file}" alt="${file.replace(/\.png$/, '')}" loading="lazy"></a>`;

/** All pictures on one page: what each persona sees of each journey, and below them the pages one by one. */
export const contactSheet = (files: readonly string[]): string => {
  const found = files.flatMap((file) => {
    const [, number, name = '', persona] = JOURNEY.exec(file) ?? [];
    return number === undefined ? [] : [{ file, journey: `${number}. ${name.replaceAll('-', ' ')}`, persona }];
  });
  const journeys = [...new Set(found.map(({ journey }) => journey))].sort();
  const cell = (journey: string, persona: string): string => {
    const seen = found.find((each) => each.journey === journey && each.persona === persona);
    return `<td>${seen === undefined ? '–' : picture(seen.file)}</td>`;
  };
  const others = files.filter((file) => file.endsWith('.png') && !JOURNEY.test(file)).sort();
  const papers = files.filter((file) => file.endsWith('.pdf')).sort();
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Pladsbog in pictures</title><style>${STYLE}</style></head><body>
<h1>Pladsbog in pictures</h1>
<h2>Journeys by persona</h2>
<table><thead><tr><th>Journey</th>${PERSONAS.map((persona) => `<th>${persona}</th>`).join('')}</tr></thead>
<tbody>${journeys.map((journey) => `<tr><th>${journey}</th>${PERSONAS.map((persona) => cell(journey, persona)).join('')}</tr>`).join('\n')}</tbody></table>
<h2>Pages</h2>
<ul>${others.map((file) => `<li>${picture(file)}${file}</li>`).join('\n')}</ul>
<h2>On paper</h2>
<ul>${papers.map((file) => `<li><a href="${file}">${file}</a></li>`).join('\n')}</ul>
</body></html>
`;
};

/** After the last test, where pictures were asked for. */
// eslint-disable-next-line no-restricted-exports -- jest takes what it runs at the end from there
export default (): void => {
  if (process.env.PLADSBOG_TEST_SHOTS === undefined || !existsSync(SHOTS)) return;
  writeFileSync(join(SHOTS, 'index.html'), contactSheet(readdirSync(SHOTS)));
};
