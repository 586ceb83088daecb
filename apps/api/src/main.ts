import { boundMemory } from './memory';
import { startService } from './service';

boundMemory();
void startService();
