import { StreamIdentifier, UUID, Empty } from '@eventstore/db-client/generated/shared_pb';
import { AppendResp, ReadResp, type AppendReq, type ReadReq } from '@eventstore/db-client/generated/streams_pb';
import type { Expected, Proposed, StoredEvent, Written } from './log';

/** Between the protocol's messages and what the loopback log keeps. */

const uuidOf = (id: string): UUID => new UUID().setString(id);

export const streamNameOf = (identifier: StreamIdentifier | undefined): string =>
  Buffer.from(identifier?.getStreamName_asU8() ?? []).toString('utf8');

const identifierOf = (stream: string): StreamIdentifier => new StreamIdentifier().setStreamName(Buffer.from(stream));

export const eventMessage = (event: StoredEvent): ReadResp => {
  const position = String(event.position);
  const recorded = new ReadResp.ReadEvent.RecordedEvent()
    .setId(uuidOf(event.id))
    .setStreamIdentifier(identifierOf(event.stream))
    .setStreamRevision(String(event.revision))
    .setCommitPosition(position)
    .setPreparePosition(position)
    .setData(event.data)
    .setCustomMetadata(event.metadata);
  recorded
    .getMetadataMap()
    .set('type', event.type)
    .set('content-type', event.contentType)
    .set('created', String(event.created));
  return new ReadResp().setEvent(new ReadResp.ReadEvent().setEvent(recorded).setCommitPosition(position));
};

export const confirmationMessage = (id: string): ReadResp =>
  new ReadResp().setConfirmation(new ReadResp.SubscriptionConfirmation().setSubscriptionId(id));

export const checkpointMessage = (position: bigint): ReadResp =>
  new ReadResp().setCheckpoint(
    new ReadResp.Checkpoint().setCommitPosition(String(position)).setPreparePosition(String(position)),
  );

export const caughtUpMessage = (): ReadResp => new ReadResp().setCaughtUp(new ReadResp.CaughtUp());

export const streamNotFoundMessage = (stream: string): ReadResp =>
  new ReadResp().setStreamNotFound(new ReadResp.StreamNotFound().setStreamIdentifier(identifierOf(stream)));

export const proposedOf = (message: AppendReq.ProposedMessage): Proposed => ({
  id: message.getId()?.getString() ?? '',
  type: message.getMetadataMap().get('type') ?? '',
  contentType: message.getMetadataMap().get('content-type') ?? '',
  data: Buffer.from(message.getData_asU8()),
  metadata: Buffer.from(message.getCustomMetadata_asU8()),
});

export const expectedOf = (options: AppendReq.Options): Expected => {
  if (options.hasNoStream()) return 'no-stream';
  return options.hasRevision() ? Number(options.getRevision()) : 'any';
};

export const appendAnswer = (written: Written, expected: Expected): AppendResp => {
  if ('last' in written) {
    const { revision, position } = written.last;
    const at = new AppendResp.Position().setCommitPosition(String(position)).setPreparePosition(String(position));
    return new AppendResp().setSuccess(new AppendResp.Success().setCurrentRevision(String(revision)).setPosition(at));
  }
  const wrong = new AppendResp.WrongExpectedVersion();
  if (written.actual < 0) wrong.setCurrentNoStream(new Empty());
  else wrong.setCurrentRevision(String(written.actual));
  if (typeof expected === 'number') wrong.setExpectedRevision(String(expected));
  else wrong.setExpectedNoStream(new Empty());
  return new AppendResp().setWrongExpectedVersion(wrong);
};

/** Which events a subscription wants, by the filter it came with. */
export const filterOf = (options: ReadReq.Options): ((event: StoredEvent) => boolean) => {
  const filter = options.getFilter();
  if (filter === undefined) return () => true;
  const byStream = filter.getStreamIdentifier();
  const expression = byStream ?? filter.getEventType();
  const prefixes = expression?.getPrefixList() ?? [];
  const regex = expression?.getRegex() ?? '';
  const matches = (text: string): boolean =>
    prefixes.length > 0 ? prefixes.some((prefix) => text.startsWith(prefix)) : new RegExp(regex, 'u').test(text);
  return (event) => matches(byStream === undefined ? event.type : event.stream);
};
