import type { VNode } from 'preact';
import { addMonths, type Day, earliest, latest } from '../../kernel/calendar';
import type { OfferingView } from '../../offerings/offering-view';
import { DaySlider } from '../components/day-slider';
import { DayInput, Filters, Select, TextInput } from '../components/form';
import { More } from '../components/notes';
import { spokenDay, spokenMoment, type TwoTimes } from './two-times';
import { useVisit } from '../frame/visit';

const WORDS = {
  da: {
    offering: 'Tilbud',
    choose: 'Vælg et tilbud',
    on: 'Dag, det gælder (virkning)',
    known: 'Kendt den',
    knownTime: 'Kl.',
    against: 'Sammenlign med kendt den',
    againstTime: 'Kl. ',
    nowHint: 'Tom: nu.',
    timeHint: 'Tom: hele dagen med.',
    onSlider: 'Dag, det gælder: skyder',
    knownSlider: 'Kendt den: skyder. Helt til højre er nu.',
    now: 'nu',
    before: 'den ',
    more: 'Klokkeslæt og sammenligning',
    show: 'Vis',
    sentence: (on: string, known: string) => `Sådan så ${on} ud, som vi vidste det ${known}`,
  },
  en: {
    offering: 'Offering',
    choose: 'Choose an offering',
    on: 'Day it is about (virkning)',
    known: 'Known on',
    knownTime: 'At',
    against: 'Compare with known on',
    againstTime: 'At ',
    nowHint: 'Empty: now.',
    timeHint: 'Empty: the whole day.',
    onSlider: 'Day it is about: slider',
    knownSlider: 'Known on: slider. The right end is now.',
    now: 'now',
    before: 'on ',
    more: 'Times and comparison',
    show: 'Show',
    sentence: (on: string, known: string) => `This is how ${on} looked, as we knew it ${known}`,
  },
};

/** Months that the sliders reach: back, for both, and ahead, for the day that something is about. */
const MONTHS_BACK = 36;
const MONTHS_AHEAD = 12;

/** Which offering, which day, and at which two moments. Each of the first two days has a slider of its own. */
export const Times = ({
  offerings,
  times: { on, known, against },
  today,
}: {
  offerings: readonly OfferingView[];
  times: TwoTimes;
  today: Day;
}): VNode => {
  const { language } = useVisit();
  const words = WORDS[language];
  const danish = new Intl.Collator('da');
  const back = addMonths(today, -MONTHS_BACK);
  return (
    <Filters id="times" submit={words.show}>
      <Select
        name="offeringId"
        label={words.offering}
        none={words.choose}
        optional
        choices={offerings
          .map(({ offeringId, name }) => ({ value: offeringId, text: name }))
          .sort((a, b) => danish.compare(a.text, b.text))}
      />
      <div class="two-days">
        <div class="dated">
          <DayInput name="on" label={words.on} optional value={on} />
          <DaySlider
            of="on"
            form="times"
            label={words.onSlider}
            first={earliest(back, on)}
            last={latest(addMonths(today, MONTHS_AHEAD), on)}
            day={on}
            shown={on}
            spoken={spokenDay(on, language)}
          />
        </div>
        <div class="dated">
          <DayInput name="known" label={words.known} hint={words.nowHint} optional />
          <DaySlider
            of="known"
            form="times"
            label={words.knownSlider}
            first={earliest(back, known.day ?? today)}
            last={latest(today, known.day ?? today)}
            day={known.day ?? today}
            shown={known.day ?? ''}
            spoken={spokenMoment(known.day === undefined ? {} : { day: known.day }, language)}
            before={words.before}
            emptyAtEnd={words.now}
          />
        </div>
      </div>
      <p class="sentence">
        <output for="times-on times-known" data-says={words.sentence('{on}', '{known}')}>
          {words.sentence(spokenDay(on, language), spokenMoment(known, language))}
        </output>
      </p>
      <More
        summary={words.more}
        open={known.time !== undefined || against.day !== undefined || against.time !== undefined}
      >
        <div class="filter-fields">
          <TextInput name="knownTime" type="time" label={words.knownTime} hint={words.timeHint} optional />
          <DayInput name="against" label={words.against} hint={words.nowHint} optional />
          <TextInput name="againstTime" type="time" label={words.againstTime} hint={words.timeHint} optional />
        </div>
      </More>
    </Filters>
  );
};
