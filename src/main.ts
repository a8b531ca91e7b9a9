import 'reflect-metadata';
import { createApp } from './app';
import { settingsFrom, WrongSettings } from './config';

const start = async (): Promise<void> => {
  const settings = settingsFrom();
  const app = await createApp(settings);
  app.enableShutdownHooks();
  await app.listen(settings.port, settings.host);
  process.stdout.write(`Pladsbog answers at ${await app.getUrl()} (API: ${await app.getUrl()}/api/docs)\n`);
};

start().catch((error: unknown) => {
  // Wrong settings are the operator's to mend; a stack would only hide the sentence.
  process.stderr.write(
    `${error instanceof WrongSettings ? error.message : error instanceof Error ? error.stack : String(error)}\n`,
  );
  process.exitCode = 1;
});
