import type { ComponentChildren, VNode } from 'preact';
import { isDay } from '../../kernel/calendar';
import { asOre, danishKroner } from '../../kernel/money';
import { More } from '../components/notes';
import { Typed } from '../components/typed';
import { WRITTEN } from '../../audit/trail-entries';
import { dayText } from '../frame/formats';
import { useVisit } from '../frame/visit';

/** Values of a list that are shown; the rest is in the JSON below. */
const SHOWN_MAX = 50;

/** Objects of a list that stand open; more are unfolded by whoever wants them. */
const OPEN_MAX = 2;

const WORDS = {
  da: { values: (count: number) => `${count} poster` },
  en: { values: (count: number) => `${count} entries` },
};

/** The values of a fact under the names that the event catalogue explains, whatever their shape. */
export const FactValues = ({ value }: { value: object }): VNode => (
  <dl class="facts values">
    {Object.entries(value as Readonly<Record<string, unknown>>).map(([name, held]) => (
      <div>
        <dt>
          <code>{name}</code>
        </dt>
        <dd>
          <Held name={name} value={held} />
        </dd>
      </div>
    ))}
  </dl>
);

const Held = ({ name, value }: { name: string; value: unknown }): VNode => {
  const { language } = useVisit();
  if (Array.isArray(value)) return <HeldList name={name} values={value as readonly unknown[]} />;
  if (typeof value === 'object' && value !== null) return <FactValues value={value} />;
  return <>{plain(name, value, (day) => (isDay(day) ? dayText(day, language) : day))}</>;
};

const HeldList = ({ name, values }: { name: string; values: readonly unknown[] }): VNode => {
  const { language } = useVisit();
  if (values.length === 0) return <>–</>;
  const left = values.length - SHOWN_MAX;
  const list = (
    <ul>
      {values.slice(0, SHOWN_MAX).map((each) => (
        <li>
          <Held name={name} value={each} />
        </li>
      ))}
      {left > 0 && <li>… + {left}</li>}
    </ul>
  );
  if (values.length <= OPEN_MAX || values.every((each) => typeof each !== 'object')) return list;
  return <More summary={WORDS[language].values(values.length)}>{list}</More>;
};

const plain = (name: string, value: unknown, said: (day: string) => string): ComponentChildren => {
  if (typeof value === 'number' && name.endsWith('Ore')) return danishKroner(asOre(value));
  if (typeof value === 'string' && WRITTEN.has(name)) return <Typed>{value}</Typed>;
  return typeof value === 'string' ? said(value) : JSON.stringify(value);
};
