import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type PlacementAnswer, PlacementDesk } from './placement-desk';
import { LapseReservation, lapseReservation } from './reservation.decider';

@CommandHandler(LapseReservation)
export class LapseReservationHandler implements ICommandHandler<LapseReservation> {
  constructor(private readonly desk: PlacementDesk) {}

  execute(command: LapseReservation): Promise<PlacementAnswer> {
    return this.desk.decide(command, lapseReservation);
  }
}
