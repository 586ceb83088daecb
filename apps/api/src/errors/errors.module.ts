import { Module } from '@nestjs/common';
import { ErrorsController } from './errors.controller';

/** The catalogue of errors as a page. */
@Module({ controllers: [ErrorsController] })
export class ErrorsModule {}
