import { MODULE_METADATA } from '@nestjs/common/constants';
import { getMetadataStorage } from 'class-validator';
import { CONTEXTS } from '../../src/contexts';
import { platformRefusals } from '../../src/platform/commands/refusals';
import type { BodyClass } from '../../src/platform/http/fields';
import { readerOf } from '../../src/platform/http/reading';

const catalogues = [platformRefusals, ...CONTEXTS.map(({ refusals }) => refusals)];
const entries = catalogues.flatMap((catalogue) => Object.entries(catalogue));

describe('A refusal’s code', () => {
  it('says the same wherever it comes from, for the product has one catalogue in the end', () => {
    const byCode = Map.groupBy(entries, ([code]) => code);
    const different = [...byCode].filter(([, said]) => new Set(said.map(([, text]) => JSON.stringify(text))).size > 1);
    expect(different.map(([code, said]) => [code, said.map(([, { status, da }]) => `${status} ${da}`)])).toEqual([]);
  });

  it('is explained in whole sentences, in both languages with the same values', () => {
    const valuesIn = (sentence: string) => [...new Set(sentence.match(/\{\w+\}/g) ?? [])].sort();
    for (const [code, { da, en }] of entries) {
      expect([code, da]).toEqual([code, expect.stringMatching(/^[A-ZÆØÅ{].*\.$/s)]);
      expect([code, en]).toEqual([code, expect.stringMatching(/^[A-Z{].*\.$/s)]);
      expect([code, valuesIn(da)]).toEqual([code, valuesIn(en)]);
    }
  });

  it('names only fields that some request has', () => {
    const requests = CONTEXTS.flatMap(({ module }) => requestsOf(module));
    const nowhere = entries.flatMap(([code, { about = [] }]) =>
      about
        .filter((path) => !requests.some((described) => readerOf(described).has(filled(path))))
        .map((path) => `${code} ${path}`),
    );
    expect(nowhere).toEqual([]);
  });
});

/** A path as it can come: the first of a list, a rule of an agreement. */
const filled = (path: string): string => path.replace(/\[\w+\]/, '.0').replace('{rule}', 'dueDays');

/** Bodies and queries of the routes of a module. */
const requestsOf = (module: object): readonly BodyClass[] => {
  const controllers = (Reflect.getMetadata(MODULE_METADATA.CONTROLLERS, module) ?? []) as readonly {
    readonly prototype: object;
  }[];
  return controllers.flatMap(({ prototype }) =>
    Object.getOwnPropertyNames(prototype).flatMap((name) =>
      ((Reflect.getMetadata('design:paramtypes', prototype, name) ?? []) as readonly BodyClass[]).filter(
        (type) => getMetadataStorage().getTargetValidationMetadatas(type, '', false, false).length > 0,
      ),
    ),
  );
};
