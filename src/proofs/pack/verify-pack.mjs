#!/usr/bin/env node
/*
 * Efterprøver en revisionspakke fra Pladsbog. Kræver Node 20 eller nyere, og intet andet: intet netværk, ingen pakker.
 *
 *   node efterproev.mjs --noegle <nøgle> [--kontrolpunkt <fil>] [--mappe <mappe>]
 *
 * Nøglen er driftens offentlige nøgle (navn+id+nøgle), hentet ad en anden vej end pakken; den kan gives flere gange, også
 * for de nøgler, parter medunderskriver måneder med. Med --kontrolpunkt holdes pakken også op mod et kontrolpunkt, som
 * revisor har haft hjemme. Træet er RFC 6962's; underskrifterne er C2SP's.
 */
import { createHash, createPublicKey, verify } from 'node:crypto';
import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const USAGE = 'node efterproev.mjs --noegle <nøgle> [--kontrolpunkt <fil>] [--mappe <mappe>]\n';
const SPKI_ED25519 = Buffer.from('302a300506032b6570032100', 'hex');
const [LEAF, NODE, LINE_FEED] = [Buffer.of(0), Buffer.of(1), 0x0a];
/** Nøglens slags: en logs egen, og en, der medunderskriver med et tidspunkt. */
const [ED25519, COSIGNATURE] = [1, 4];
/** Fejl, der skrives ud én for én; resten tælles. */
const TOLD_MAX = 20;

const sha256 = (...parts) => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

let faults = 0;
const say = (text) => process.stdout.write(`${text}\n`);
const ok = (text) => say(`  OK    ${text}`);
const fault = (text) => {
  faults += 1;
  if (faults <= TOLD_MAX) say(`  FEJL  ${text}`);
  if (faults === TOLD_MAX + 1) say('  FEJL  … flere');
};
const count = (number) => String(number).replace(/\B(?=(\d{3})+$)/g, '.');
const kroner = (ore) => {
  const whole = count(Math.trunc(Math.abs(ore) / 100));
  return `${ore < 0 ? '-' : ''}${whole},${String(Math.abs(ore) % 100).padStart(2, '0')} kr.`;
};

/** Roden af et træ, hvis blade og færdige undertræer kommer i rækkefølge. */
class Tree {
  size = 0;
  stack = [];

  add(hash, level = 0) {
    let [top, at] = [hash, level];
    for (let index = this.size / 2 ** level; index % 2 === 1; index = (index - 1) / 2) {
      top = sha256(NODE, this.stack.pop(), top);
      at += 1;
    }
    this.stack.push(top);
    this.size += 2 ** level;
  }

  root() {
    return this.stack.reduceRight((right, left) => (right === undefined ? left : sha256(NODE, left, right)), undefined);
  }
}

/** RFC 9162, 2.1.4.2: om det ene træ er begyndelsen af det andet. */
const consistencyHolds = (from, fromRoot, to, toRoot, path) => {
  if (from === to) return path.length === 0 && fromRoot.equals(toRoot);
  if (from < 1 || from > to) return false;
  const half = (number) => Math.floor(number / 2);
  const [first, ...rest] = Number.isInteger(Math.log2(from)) ? [fromRoot, ...path] : path;
  if (first === undefined) return false;
  let [at, last, older, newer] = [from - 1, to - 1, first, first];
  while (at % 2 === 1) [at, last] = [half(at), half(last)];
  for (const beside of rest) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      [older, newer] = [sha256(NODE, beside, older), sha256(NODE, beside, newer)];
      while (at % 2 === 0 && at !== 0) [at, last] = [half(at), half(last)];
    } else newer = sha256(NODE, newer, beside);
    [at, last] = [half(at), half(last)];
  }
  return last === 0 && older.equals(fromRoot) && newer.equals(toRoot);
};

/** Et kontrolpunkt: navn, antal, rod, tidspunkt, tom linje, underskrifter. */
const readCheckpoint = (text) => {
  const lines = text.replaceAll('\r\n', '\n').trim().split('\n');
  const gap = lines.indexOf('');
  const [origin, size, root, ...more] = lines.slice(0, gap);
  const signatures = lines.slice(gap + 1).flatMap((line) => {
    const [, name, encoded] = /^— (\S+) (\S+)$/.exec(line) ?? [];
    const bytes = Buffer.from(encoded ?? '', 'base64');
    return name ? [{ name, id: bytes.toString('hex', 0, 4), signature: bytes.subarray(4) }] : [];
  });
  if (gap < 3 || !/^[1-9]\d*$/.test(size)) throw new Error('Det er ikke et kontrolpunkt');
  const time = more.map((line) => /^time (.+)$/.exec(line)?.[1]).find(Boolean);
  const body = `${lines.slice(0, gap).join('\n')}\n`;
  return { origin, size: Number(size), root: Buffer.from(root, 'base64'), time, body, signatures };
};

const readKey = (text) => {
  const [, name, id, encoded] = /^([^\s+]+)\+([0-9a-f]{8})\+(\S+)$/.exec(text.trim()) ?? [];
  const bytes = Buffer.from(encoded ?? '', 'base64');
  const named = name && bytes.length === 33 && sha256(`${name}\n`, bytes).toString('hex', 0, 4) === id;
  if (!named) throw new Error('Nøglen kan ikke læses: den skrives navn+id+nøgle, som driften har offentliggjort den');
  const key = createPublicKey({ key: Buffer.concat([SPKI_ED25519, bytes.subarray(1)]), format: 'der', type: 'spki' });
  return { name, id, key, kind: bytes[0] };
};

/** Om en underskriftslinje er nøglens. En medunderskrift har tidspunktet (8 bytes) foran og i det, der er underskrevet. */
const signs = ({ key, kind }, body, signature) => {
  if (kind === ED25519) return verify(null, Buffer.from(body), key, signature);
  if (kind !== COSIGNATURE || signature.length !== 72) return false;
  const message = `cosignature/v1\ntime ${signature.readBigUInt64BE(0)}\n${body}`;
  return verify(null, Buffer.from(message), key, signature.subarray(8));
};

const checkSignature = (what, checkpoint, keys) => {
  const tried = checkpoint.signatures.flatMap(({ name, id, signature }) =>
    keys.filter((key) => key.name === name && key.id === id).map((key) => [id, key, signature]),
  );
  if (tried.length === 0) return fault(`${what} er ikke underskrevet med den nøgle, der er givet.`);
  const ids = tried.map(([id]) => id).join(' og ');
  const holds = tried.every(([, key, signature]) => signs(key, checkpoint.body, signature));
  if (holds) ok(`${what} er underskrevet med nøglen ${ids}.`);
  else fault(`Underskriften på ${what.toLowerCase()} passer ikke: teksten er ændret, efter at den blev underskrevet.`);
};

/** Kanonisk JSON (RFC 8785). */
const canonical = (value) => {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const names = Object.keys(value).sort();
  return `{${names.map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(',')}}`;
};

/** Opgørelser regnet efter: linjer mod total, opgørelser mod månedens total, køb mod salg. */
class Sums {
  drawn = new Map();
  months = new Map();
  checked = 0;
  lines = 0;
  elsewhere = 0;

  take({ type, data }) {
    if (type === 'StatementDrawn') this.draw(data);
    if (type === 'MonthClosed') this.close(data);
  }

  draw({ statementId, attempt, part, lines, charges = [] }) {
    const key = `${statementId} ${attempt}`;
    if (!this.drawn.has(key)) this.drawn.set(key, new Map());
    this.drawn.get(key).set(part, { lines, charges });
  }

  close({ operator, month, statements, totalOre }) {
    let [bought, complete] = [0, true];
    for (const { statementId, attempt, lines: wanted, totalOre: total, linesHash } of statements) {
      const parts = [...(this.drawn.get(`${statementId} ${attempt}`) ?? [])].sort(([a], [b]) => a - b);
      this.drawn.delete(`${statementId} ${attempt}`);
      if (parts.length === 0) {
        this.elsewhere += 1;
        complete = false;
        continue;
      }
      const entries = ['lines', 'charges'].flatMap((kind) => parts.flatMap(([, part]) => part[kind]));
      const sum = entries.reduce((all, { amountOre }) => all + amountOre, 0);
      bought += sum;
      this.checked += 1;
      this.lines += entries.length;
      if (entries.length !== wanted)
        fault(`Opgørelse ${statementId} har ${entries.length} linjer, og blev lukket med ${wanted}.`);
      if (sum !== total)
        fault(`Opgørelse ${statementId}: linjerne giver ${kroner(sum)}, og totalen er ${kroner(total)}`);
      if (sha256(canonical(entries)).toString('hex') !== linesHash)
        fault(`Opgørelse ${statementId}: linjerne er ikke dem, der blev lukket.`);
    }
    const totals = statements.reduce((all, statement) => all + statement.totalOre, 0);
    if (totals !== totalOre)
      fault(
        `${operator}, ${month}: opgørelserne giver ${kroner(totals)}, og måneden er lukket med ${kroner(totalOre)}`,
      );
    if (!complete) return;
    const sums = this.months.get(month) ?? { bought: 0, sold: 0 };
    this.months.set(month, { bought: sums.bought + bought, sold: sums.sold + totalOre });
  }

  tell() {
    say('\nSummerne');
    ok(`${count(this.checked)} opgørelser med ${count(this.lines)} linjer er regnet efter.`);
    if (this.elsewhere > 0)
      say(`        ${count(this.elsewhere)} opgørelser har deres linjer uden for pakken, og er ikke regnet efter.`);
    for (const [month, { bought, sold }] of [...this.months].sort()) {
      const line = `${month}: køb ${kroner(bought)}, salg ${kroner(sold)}`;
      if (bought === sold) ok(line);
      else fault(`${line}, forskel ${kroner(bought - sold)}`);
    }
  }
}

/** Månedernes medunderskrifter: at det, der er underskrevet, er loggen, som den var, og opgørelsen, som den blev lukket. */
class Cosignatures {
  closed = new Map();
  people = 0;
  own = new Map();
  elsewhere = 0;

  constructor(origin, keys) {
    this.origin = origin;
    this.keys = keys;
  }

  take({ type, data, recordedAt }, tree) {
    if (type === 'MonthClosed') this.close(data, recordedAt, tree);
    if (type === 'MonthCosigned') this.check(data);
  }

  close({ operator, month, statements }, recordedAt, tree) {
    const root = tree.root().toString('base64');
    for (const { statementId, payer, lines, totalOre, linesHash } of statements)
      this.closed.set(
        statementId,
        `${this.origin}\n${tree.size}\n${root}\ntime ${recordedAt}\nmonth ${month}\noperator ${operator}\npayer ${payer}\n` +
          `statement ${statementId}\ntotal-ore ${totalOre}\nlines ${lines} ${linesHash}\n`,
      );
  }

  check({ statementId, signer, checkpoint, checkpointHash, own }) {
    const what = `Medunderskriften fra ${signer.organisation} på ${statementId}`;
    const expected = this.closed.get(statementId);
    if (sha256(checkpoint).toString('hex') !== checkpointHash)
      fault(`${what} har et andet fingeraftryk end sin tekst.`);
    if (expected === undefined) this.elsewhere += 1;
    else if (checkpoint !== expected)
      fault(`${what} er af en anden log eller en anden opgørelse end den, der står her.`);
    if (own === undefined) this.people += 1;
    else this.checkKey(what, checkpoint, own);
  }

  checkKey(what, checkpoint, { verifierKey, line }) {
    const key = readKey(verifierKey);
    const [read] = readCheckpoint(`${checkpoint}\n${line}\n`).signatures;
    if (read === undefined || read.name !== key.name || read.id !== key.id || !signs(key, checkpoint, read.signature))
      return fault(`${what} passer ikke til nøglen ${key.id}.`);
    const given = this.keys.some(({ name, id }) => name === key.name && id === key.id);
    const seen = this.own.get(key.name) ?? { id: key.id, given, count: 0 };
    this.own.set(key.name, { id: key.id, given: seen.given && given, count: seen.count + 1 });
  }

  tell() {
    if (this.people + this.own.size === 0) return;
    say('\nMedunderskrifter på måneder');
    if (this.people > 0)
      say(`        ${count(this.people)} er givet af en person i Pladsbog; de er så gode som loggen selv.`);
    for (const [name, { id, given, count: signed }] of this.own)
      if (given) ok(`${count(signed)} med nøglen ${id} (${name}), som du har givet.`);
      else
        say(
          `        ${count(signed)} passer til nøglen ${id}, som loggen siger er ${name}; giv den med --noegle fra parten selv.`,
        );
    if (this.elsewhere > 0)
      say(
        `        ${count(this.elsewhere)} er af måneder, der er lukket uden for pakken, og er ikke holdt op mod dem.`,
      );
  }
}

/** Linjerne som bytes, for det er dem, der hashes. */
async function* linesOf(file) {
  let rest = Buffer.alloc(0);
  for await (const chunk of createReadStream(file)) {
    let bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    for (let end = bytes.indexOf(LINE_FEED); end >= 0; end = bytes.indexOf(LINE_FEED)) {
      yield bytes.subarray(0, end);
      bytes = bytes.subarray(end + 1);
    }
    rest = bytes;
  }
  if (rest.length > 0) yield rest;
}

/** Rækkefølgen: tiden går aldrig tilbage, og ingen strøm springer en revision over. */
class Order {
  latest = '';
  revisions = new Map();

  constructor(whole) {
    this.whole = whole;
  }

  take({ stream, revision, recordedAt }, number) {
    const before = this.revisions.get(stream) ?? (this.whole ? -1 : revision - 1);
    if (revision !== before + 1)
      fault(`Hændelse nr. ${count(number)}: ${stream} springer fra revision ${before} til ${revision}.`);
    if (recordedAt < this.latest) fault(`Hændelse nr. ${count(number)} er skrevet før den foregående.`);
    this.revisions.set(stream, revision);
    this.latest = recordedAt;
  }
}

const main = async () => {
  const { values } = parseArgs({
    options: {
      noegle: { type: 'string', multiple: true },
      kontrolpunkt: { type: 'string' },
      mappe: { type: 'string', default: dirname(fileURLToPath(import.meta.url)) },
    },
  });
  if (values.noegle === undefined) {
    process.stderr.write(USAGE);
    return 2;
  }
  const keys = values.noegle.map((given) => readKey(existsSync(given) ? readFileSync(given, 'utf8') : given));
  const text = (name) => readFileSync(join(values.mappe, name), 'utf8');
  const checkpoint = readCheckpoint(text('kontrolpunkt.txt'));
  const proof = JSON.parse(text('bevis.json'));
  const { first, last, before, after } = proof;
  say(`Revisionspakke fra ${checkpoint.origin}`);
  say(`Hændelse nr. ${count(first)} til ${count(last)} af ${count(checkpoint.size)}, underskrevet ${checkpoint.time}`);

  say('\nKontrolpunktet');
  checkSignature('Kontrolpunktet', checkpoint, keys);
  const mine = values.kontrolpunkt && readCheckpoint(readFileSync(values.kontrolpunkt, 'utf8'));
  if (mine) checkSignature('Det medbragte kontrolpunkt', mine, keys);

  const [tree, order, sums, cosignatures] = [
    new Tree(),
    new Order(first === 1),
    new Sums(),
    new Cosignatures(checkpoint.origin, keys),
  ];
  for (const { level, hash } of before) tree.add(Buffer.from(hash, 'base64'), level);
  const startsAt = tree.size + 1;
  let myRoot;
  for await (const line of linesOf(join(values.mappe, 'haendelser.ndjson'))) {
    tree.add(sha256(LEAF, line));
    if (tree.size === mine?.size) myRoot = tree.root();
    try {
      const event = JSON.parse(line.toString('utf8'));
      order.take(event, tree.size);
      sums.take(event);
      cosignatures.take(event, tree);
    } catch {
      fault(`Hændelse nr. ${count(tree.size)} kan ikke læses.`);
    }
  }
  const read = tree.size - startsAt + 1;
  say('\nHændelserne');
  if (startsAt !== first || read !== last - first + 1)
    fault(`Pakken skal have ${count(last - first + 1)} hændelser, og har ${count(read)}.`);
  else {
    for (const { level, hash } of after) tree.add(Buffer.from(hash, 'base64'), level);
    if (tree.size === checkpoint.size && tree.root().equals(checkpoint.root))
      ok(`De ${count(read)} hændelser er dem, der blev underskrevet; roden er ${checkpoint.root.toString('base64')}`);
    else fault('Hændelserne er ikke dem, der blev underskrevet: træet får en anden rod.');
  }

  if (mine) {
    say('\nDet medbragte kontrolpunkt');
    const since = proof.since && readCheckpoint(proof.since.checkpoint);
    const path = (proof.since?.path ?? []).map((hash) => Buffer.from(hash, 'base64'));
    if (mine.origin !== checkpoint.origin) fault(`Det er fra en anden log: ${mine.origin}`);
    else if (myRoot !== undefined) {
      if (myRoot.equals(mine.root)) ok(`De første ${count(mine.size)} hændelser er de samme som dengang.`);
      else fault(`De første ${count(mine.size)} hændelser er ikke dem, der blev underskrevet dengang.`);
    } else if (since?.size !== mine.size) fault(`Pakken har intet bevis for det. Hent den med since=${mine.size}`);
    else if (consistencyHolds(mine.size, mine.root, checkpoint.size, checkpoint.root, path))
      ok(`De første ${count(mine.size)} hændelser er de samme som dengang; siden er loggen kun vokset.`);
    else fault(`De første ${count(mine.size)} hændelser er ikke dem, der blev underskrevet dengang.`);
  }
  sums.tell();
  cosignatures.tell();
  say(
    faults === 0 ? '\nAlt passer.' : `\n${count(faults)} fejl. Pakken kan ikke bruges som bevis, før de er forklaret.`,
  );
  return faults === 0 ? 0 : 1;
};

main().then(
  (code) => (process.exitCode = code),
  (error) => {
    process.stderr.write(`Pakken kan ikke efterprøves: ${error.message}\n`);
    process.exitCode = 1;
  },
);
