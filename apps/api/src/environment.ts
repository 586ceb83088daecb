import { existsSync } from 'node:fs';
import { loadSettings, type Settings } from '@app/common';

/** The settings of this process: of its environment, and of `.env` where that leaves one out. @throws ConfigurationError */
export function readSettings(): Settings {
  if (existsSync('.env')) process.loadEnvFile('.env');
  return loadSettings(process.env);
}
