import { startService } from './service';

void startService(process.env);
