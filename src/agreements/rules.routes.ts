import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { Allowed } from '../platform/auth/allowed.decorator';
import { ListField, NestedField, OneOfField, TextField } from '../platform/http/fields';
import * as scalars from '../platform/http/scalars';
import { PROVENANCE_TAGS, type ProvenanceTag } from './agreement.events';
import { agreementsAccess } from './agreements.access';
import { RULE_GROUNDS, type RuleGround } from './rule-book/cited-rule.words';
import { RULE_BOOK, RULE_SUBJECTS, type RuleSubject } from './rule-book/rule-book.words';

export class RuleWordsView {
  @TextField('In Danish.')
  da!: string;

  @TextField('In English.')
  en!: string;
}

export class RuleTextView {
  @TextField('The number that it is cited by.', { example: 'R22' })
  rule!: string;

  @OneOfField(RULE_SUBJECTS, 'What it is about.')
  subject!: RuleSubject;

  @NestedField(() => RuleWordsView, 'A few words that stand beside its number.')
  title!: RuleWordsView;

  @OneOfField(RULE_GROUNDS, 'What it rests on; what is a choice of Pladsbog is never law.')
  ground!: RuleGround;

  @ListField(scalars.text(), `How sure we are of it: ${PROVENANCE_TAGS.join(', ')}.`)
  provenance!: ProvenanceTag[];

  @NestedField(() => RuleWordsView, 'Where it was found.')
  source!: RuleWordsView;

  @TextField('What it says, in Danish.')
  da!: string;

  @TextField('What it says, in English.')
  en!: string;
}

export class RuleTextList {
  @ApiProperty({ type: [RuleTextView], description: 'By subject, then by number.' })
  items!: RuleTextView[];
}

@ApiTags('agreements')
@Controller('api/v1/rules')
export class RulesRoutes {
  @Allowed(agreementsAccess.listRules)
  @Get()
  @ApiOperation({
    operationId: 'listRules',
    summary: 'What each rule says that amounts, refusals and pages cite by number, with its source and how sure we are',
  })
  @ApiOkResponse({ type: RuleTextList })
  list(): RuleTextList {
    return {
      items: RULE_BOOK.flatMap(({ subject, rules }) =>
        rules.map((rule) => ({ ...rule, subject, provenance: [...rule.provenance] })),
      ),
    };
  }
}
