import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { PartyCode, Role } from '../../kernel/vocabulary';
import { ROLES } from '../../kernel/vocabulary';
import { platformAccess } from '../platform.access';
import { Allowed } from './allowed.decorator';
import { currentExchange } from '../http/exchange';
import { CodeField, ListField, OneOfField, PartyField, TextField, WholeNumberField } from '../http/fields';
import { isFromThisMachine } from '../http/own-origin';
import { Problem } from '../http/problem';
import { oneOf } from '../http/scalars';
import { SUBJECT_FORM } from './claim-mapping';
import { LOCAL_TOKEN_SECONDS, type LocalIssuer } from './local-issuer';

/** Provider token of the local issuer; null when it is off. */
export const LOCAL_ISSUER = Symbol('local issuer');

export class TokenBody {
  @PartyField('The party to act for.')
  party!: PartyCode;

  @ListField(oneOf(ROLES), 'The roles to act in.', { minItems: 1, maxItems: ROLES.length, unique: true })
  roles!: Role[];

  @CodeField(SUBJECT_FORM, 'An opaque name for the person or system; never a real name.', { optional: true })
  subject?: string;
}

export class TokenView {
  @TextField('The token, for the header `Authorization: Bearer …`.', { maxLength: 8_192 })
  accessToken!: string;

  @OneOfField(['Bearer'], 'Always `Bearer`.')
  tokenType!: 'Bearer';

  @WholeNumberField('Seconds the token lasts.', { min: 1 })
  expiresIn!: number;
}

@ApiTags('auth')
@Controller('api/v1/auth/tokens')
export class TokensRoute {
  constructor(@Inject(LOCAL_ISSUER) private readonly issuer: LocalIssuer | null) {}

  @Allowed(platformAccess.issueToken)
  @Post()
  @HttpCode(200)
  @ApiOperation({
    operationId: 'issueToken',
    summary: 'Issue an access token (local issuer only)',
    description: 'For one machine: whoever can reach it may act for any party. Off unless bound to the machine itself.',
  })
  @ApiOkResponse({ type: TokenView })
  async issue(@Body() { party, roles, subject = `local:${party}` }: TokenBody): Promise<TokenView> {
    const request = currentExchange()?.request;
    if (!this.issuer || !request || !isFromThisMachine(request))
      throw new Problem(404, 'LOCAL_ISSUER_OFF', {
        da: 'Den lokale udsteder af adgangsbeviser er slået fra.',
        en: 'The local issuer of access tokens is off.',
      });
    const accessToken = await this.issuer.tokenFor({ subject, party, roles });
    return { accessToken, tokenType: 'Bearer', expiresIn: LOCAL_TOKEN_SECONDS };
  }
}
