import { cprDigits } from '../kernel/cpr';
import { RouteConfig } from '@nestjs/platform-fastify';
import { type FieldOptions, ScalarField, TextField } from '../platform/http/fields';
import type { Scalar } from '../platform/http/scalars';
import { CITIZEN_FIELDS } from './citizen-record.events';

/** A CPR number as people write it. Its serial number is not checked: since 2007 modulus 11 says nothing for certain. */
const cprNumber: Scalar = {
  code: 'NOT_A_CPR_NUMBER',
  da: 'et CPR-nummer med en fødselsdag, der findes, skrevet ddmmåå-xxxx',
  en: 'a CPR number with a day of birth that exists, written DDMMYY-XXXX',
  check: (value) => cprDigits(value) !== undefined,
  schema: { type: 'string', pattern: '^[0-9]{6}[- ]?[0-9]{4}$', maxLength: 11 },
};

export const CprField = (description: string, options: FieldOptions = {}): PropertyDecorator =>
  ScalarField(cprNumber, description, { ...options, mayHoldCpr: true });

export const NameField = (options: FieldOptions = {}): PropertyDecorator =>
  TextField('The name. Sealed.', { maxLength: 200, mayHoldCpr: true, ...options });
export const AddressField = (options: FieldOptions = {}): PropertyDecorator =>
  TextField('The address. Sealed.', { maxLength: 500, mayHoldCpr: true, ...options });
export const ContactField = (options: FieldOptions = {}): PropertyDecorator =>
  TextField('How to get in touch: telephone, e-mail, guardian, parents. Sealed.', {
    maxLength: 500,
    mayHoldCpr: true,
    ...options,
  });
export const NoteField = (options: FieldOptions = {}): PropertyDecorator =>
  TextField('A note that only the registering municipality sees. Sealed. No clinical data.', {
    maxLength: 2_000,
    mayHoldCpr: true,
    ...options,
  });

/** The route takes details of a citizen: nothing that follows from them is ever written beside a fact. */
export const TakesDetails = (): MethodDecorator => RouteConfig({ sealedFields: CITIZEN_FIELDS });
