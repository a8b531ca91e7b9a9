import { withRuleLinks } from '../../src/ui/frame/rule-links';

const linked = (page: string) => withRuleLinks(page, 'da');

describe('Numbers of rules on a page', () => {
  it('lead to what the rule says, with its title', () => {
    expect(linked('<p>Taksten (R1).</p>')).toBe(
      '<p>Taksten (<a class="rule" href="/rules#R1" title="Driftsherren fastsætter taksten">R1</a>).</p>',
    );
    expect(linked('<td>R36, R38</td>').match(/<a /g)).toHaveLength(2);
  });

  it.each([
    ['in a link', '<a href="/x"><span>R2</span></a>'],
    ['in a choice', '<select><option>Krav (R2)</option></select>'],
    ['in what was typed', '<textarea>se R2</textarea>'],
    ['in what a person has written', '<p><bdi>som R2 siger</bdi></p>'],
    ['in the title of the window', '<title>R2</title>'],
    ['in an attribute', '<div aria-label="a > R2" data-a="R2">x</div>'],
    ['that no rule has', '<p>R99, Q77</p>'],
    ['that are part of something longer', '<p>SEL-R2, R2-b, AR2, R2x</p>'],
  ])('are left alone %s', (_, page) => expect(linked(page)).toBe(page));

  it('open apart within a form, and not after it', () => {
    const page = linked('<form><p>R2</p></form><p>R6</p>');
    expect(page).toMatch(/target="_blank">R2</);
    expect(page).not.toMatch(/target="_blank">R6</);
  });
});
