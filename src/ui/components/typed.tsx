import type { ComponentChildren, VNode } from 'preact';

/** What a person has written, and no sentence of ours: it runs in a direction of its own, and cites no rule of the book. */
export const Typed = ({ children }: { children: ComponentChildren }): VNode => <bdi>{children}</bdi>;

/** One of our sentences, with the parts of it that a person has written, wherever they stand in it. */
export const Told = ({ sentence, typed = [] }: { sentence: string; typed?: readonly string[] | undefined }): VNode => {
  const written = typed.find((each) => sentence.includes(each));
  if (written === undefined) return <>{sentence}</>;
  const at = sentence.lastIndexOf(written);
  return (
    <>
      <Told sentence={sentence.slice(0, at)} typed={typed} />
      <Typed>{written}</Typed>
      <Told sentence={sentence.slice(at + written.length)} typed={typed} />
    </>
  );
};
