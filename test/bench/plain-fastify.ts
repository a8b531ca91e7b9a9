/**
 * The peer of `http.ts`: the least that could reserve a place durably. Plain Fastify takes the same body and appends the
 * same fact to the same store at the revision it knows, with no token, no validation and no decision.
 */
import Fastify from 'fastify';
import { randomUUIDv7 } from 'node:crypto';
import { NO_STREAM, type Unrecorded } from '../../src/kernel/event';
import { SqliteEventStore } from '../../src/platform/event-store/sqlite.store';

const [file = '', sample = '{}'] = process.argv.slice(2);

const serve = async (): Promise<void> => {
  const store = SqliteEventStore.open(file);
  const revisions = new Map<string, number>();
  const turns = new Map<string, Promise<unknown>>();
  const terms = JSON.parse(sample) as Record<string, unknown>;
  const app = Fastify();

  app.post<{ Body: { offeringId: string } }>('/api/v1/placements', async (request, reply) => {
    const stream = `placebook-${request.body.offeringId}`;
    const placementId = randomUUIDv7();
    const commandId = randomUUIDv7();
    const append = async () => {
      const expected = revisions.get(stream) ?? NO_STREAM;
      const fact: Unrecorded = {
        id: randomUUIDv7(),
        type: 'PlaceReserved',
        data: { ...terms, ...request.body, placementId },
        metadata: {
          commandId,
          correlationId: commandId,
          causationId: commandId,
          actor: 'local:751',
          onBehalfOf: '751',
        },
      };
      const { revision, position } = await store.append(stream, expected, [fact]);
      revisions.set(stream, revision);
      return { placementId, stream, revision, position };
    };
    const turn = (turns.get(stream) ?? Promise.resolve()).then(append);
    turns.set(stream, turn);
    return reply.code(201).send(await turn);
  });
  process.stdout.write(`${await app.listen({ port: 0, host: '127.0.0.1' })}\n`);
};

void serve();
