import type { Pool } from 'pg';
import { StoreUnavailable } from '../event-store/event-store';

/** One number for all replicas: only one at a time makes the tables. */
const SCHEMA_LOCK = 7_523_401;

const SCHEMA = `
  create schema if not exists pladsbog_vault;
  create table if not exists pladsbog_vault.keys (
    owner text primary key, master text not null, wrapped bytea not null
  );
  create index if not exists keys_by_master on pladsbog_vault.keys (master);
  create table if not exists pladsbog_vault.editions (
    subject text not null, edition text not null, kept_at text not null, primary key (subject, edition)
  );
  create table if not exists pladsbog_vault.sealed (
    subject text not null, edition text not null, field text not null, sealed bytea not null,
    primary key (subject, edition, field)
  );
  create table if not exists pladsbog_vault.blind_index (
    value bytea not null, subject text not null, edition text not null, primary key (value, subject, edition)
  );
  create index if not exists blind_index_by_subject on pladsbog_vault.blind_index (subject, edition);
  create table if not exists pladsbog_vault.destroyed (owner text primary key);
  create table if not exists pladsbog_vault.readings (
    number bigint primary key, at text not null, party text not null, target text, outcome text not null,
    entry text not null, hash text not null
  );
  create index if not exists readings_by_target on pladsbog_vault.readings (target, number);
  create index if not exists readings_by_party on pladsbog_vault.readings (party, number);
  create or replace function pladsbog_vault.readings_are_append_only() returns trigger language plpgsql as
    $$ begin raise exception 'readings are append-only'; end $$;
  create or replace trigger readings_stay before update or delete or truncate on pladsbog_vault.readings
    for each statement execute function pladsbog_vault.readings_are_append_only();
`;

/** Makes the tables that are not there yet. @throws StoreUnavailable */
export const withSchema = async (pool: Pool): Promise<void> => {
  try {
    const client = await pool.connect();
    try {
      await client.query('begin');
      await client.query('select pg_advisory_xact_lock($1)', [SCHEMA_LOCK]);
      await client.query(SCHEMA);
      await client.query('commit');
    } finally {
      client.release();
    }
  } catch (error) {
    throw pgTrouble(error);
  }
};

/** The database cannot be asked now; our own refusals and faults pass through. */
export const pgTrouble = (error: unknown): unknown => {
  const { code, message } = error as { code?: unknown; message?: unknown };
  if (error instanceof StoreUnavailable || typeof message !== 'string') return error;
  const spoken = typeof code === 'string' || /timeout|terminated|ended the connection|Connection/i.test(message);
  return spoken ? new StoreUnavailable('unreachable', `PostgreSQL: ${message}`, { cause: error }) : error;
};
