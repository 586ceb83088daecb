import { startService } from './service';

void startService();
