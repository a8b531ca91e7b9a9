import { create } from 'xmlbuilder2';
import type { XMLBuilder } from 'xmlbuilder2/lib/interfaces';

/** An element as a document's writer puts it together: a text, or the elements in it. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly content: string | readonly XmlElement[];
}

/** What stands in the place of an element that is left out. */
export type MaybeElement = XmlElement | undefined;

export const element = (
  name: string,
  content: string | readonly MaybeElement[],
  attributes: Readonly<Record<string, string>> = {},
): XmlElement => ({
  name,
  attributes,
  content: typeof content === 'string' ? content : content.filter((child) => child !== undefined),
});

/** The element, or nothing where there is no text to put into it. */
export const optional = (
  name: string,
  text: string | undefined,
  attributes: Readonly<Record<string, string>> = {},
): MaybeElement => (text === undefined ? undefined : element(name, text, attributes));

/** Characters that XML 1.0 cannot hold at all; an escape would not help. */
const NOT_XML =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** The bytes of the document, the same each time. */
export const xmlBytes = (root: XmlElement): Buffer => {
  const document = create({ version: '1.0', encoding: 'UTF-8' });
  write(document, root);
  return Buffer.from(`${document.end({ prettyPrint: true })}\n`, 'utf8');
};

const write = (parent: XMLBuilder, { name, attributes, content }: XmlElement): void => {
  const node = parent.ele(name, attributes);
  if (typeof content === 'string') node.txt(content.replace(NOT_XML, '\ufffd'));
  else for (const child of content) write(node, child);
};
