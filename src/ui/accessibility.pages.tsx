import { Get } from '@nestjs/common';
import { Allowed } from '../platform/auth/allowed.decorator';
import { PATHS } from './navigation';
import { Pages } from './pages';
import { screen, type Screen } from './screen';
import { uiAccess } from './ui.access';
import { AnybodysVisit, type Visit } from './visit';

/** What the pages promise to those who use them by keyboard, by ear or enlarged, and what they do not do yet. */
@Pages()
export class AccessibilityPages {
  @Get(PATHS.accessibility)
  @Allowed(uiAccess.readAccessibilityStatement)
  statement(@AnybodysVisit() { language }: Visit): Screen {
    return language === 'da'
      ? screen({
          title: 'Tilgængelighedserklæring',
          body: (
            <>
              <p class="font-lead">
                Pladsbogs sider er lavet, så de kan bruges af alle, også med tastatur, skærmlæser og forstørrelse.
              </p>
              <p>
                De følger WCAG 2.1 på niveau AA, så vidt vi ved. Siderne prøves maskinelt på dansk og engelsk ved hver
                ændring, ved 320 pixels bredde og med tastatur alene. De er ikke prøvet af mennesker, som bruger
                hjælpemidler til daglig, og de er ikke gennemgået af nogen udefra.
              </p>
              <h2>Det virker uden script</h2>
              <p>
                At finde, reservere, underskrive og følge op kan alt sammen gøres uden script. Et lille script holder
                forsiden opdateret og sætter markøren ved det, der skal rettes.
              </p>
              <h2>Det ved vi ikke virker godt nok</h2>
              <ul>
                <li>Diagrammer er tegninger. Alt i dem står også i tabellen ved siden af.</li>
                <li>Siden med API’ets beskrivelse er lavet af andre og er ikke gennemgået.</li>
              </ul>
            </>
          ),
        })
      : screen({
          title: 'Accessibility statement',
          body: (
            <>
              <p class="font-lead">
                The pages of Pladsbog are made so that everybody can use them, also by keyboard, screen reader and
                enlarged.
              </p>
              <p>
                As far as we know they follow WCAG 2.1 at level AA. They are tried by machine in Danish and English at
                each change, at a width of 320 pixels and by keyboard alone. They have not been tried by people who use
                assistive technology every day, nor reviewed by anybody from outside.
              </p>
              <h2>What works without script</h2>
              <p>
                Finding, reserving, signing and following up can all be done without script. A small script keeps the
                start page up to date and puts the cursor at what has to be mended.
              </p>
              <h2>What we know does not work well enough</h2>
              <ul>
                <li>Charts are drawings. All that is in them also stands in the table beside them.</li>
                <li>The page that describes the API is made by others and has not been reviewed.</li>
              </ul>
            </>
          ),
        });
  }
}
