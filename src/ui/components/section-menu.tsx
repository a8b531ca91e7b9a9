import type { VNode } from 'preact';
import type { Permission } from '../../kernel/access';
import type { Language } from '../../kernel/messages';
import { mayEver } from '../frame/navigation';
import { useVisit } from '../frame/visit';

export interface SectionPage {
  readonly href: string;
  readonly text: Readonly<Record<Language, string>>;
  readonly permission: Permission;
}

/** The pages of one part of the product, those that the reader may see, above each of them. */
export const SectionMenu = ({
  name,
  pages,
}: {
  /** What the part is called, for whoever hears the page. */
  name: Readonly<Record<Language, string>>;
  pages: readonly SectionPage[];
}): VNode | null => {
  const { actor, language, path } = useVisit();
  const seen = pages.filter(({ permission }) => actor !== undefined && mayEver(permission, actor));
  if (seen.length < 2) return null;
  return (
    <nav class="section-menu" aria-label={name[language]}>
      <ul class="no-max-width">
        {seen.map(({ href, text }) => (
          <li>
            <a href={href} aria-current={path === href ? 'page' : path.startsWith(`${href}/`) ? 'true' : undefined}>
              {text[language]}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
};
