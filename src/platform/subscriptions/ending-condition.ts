/** True of the rows whose column ends with `:ending`; the database has to go through all of them. */
export const endsWithSql = (column: string): string =>
  `${column} IS NOT NULL AND substr(${column}, -length(:ending)) = :ending`;
