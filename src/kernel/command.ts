/** Something somebody asks for, in the imperative. The class finds the handler; the values are all it carries. */
export abstract class Command<D extends object = object> {
  constructor(readonly data: Readonly<D>) {}
}
