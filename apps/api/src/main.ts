import { existsSync } from 'node:fs';
import { startService } from './service';

if (existsSync('.env')) process.loadEnvFile('.env');
void startService(process.env);
