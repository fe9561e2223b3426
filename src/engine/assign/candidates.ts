import type { CommunityId, GridId, Instant, PersonId, StreetId } from '../glossary.ts';
import type { Staff } from '../org/directory.ts';
import type { Directory } from '../org/lookup.ts';
import type { Assignment } from '../ticket/action.ts';
import { REASONS } from './reasons.ts';

export interface AssignRequest {
  communityId: CommunityId;
  gridId: GridId | null;
  streetId: StreetId;
  now: Instant;
  /** Those who had it before: returned it, did not claim it, handed it on. */
  exclude: readonly PersonId[];
}

/** Everything one ranking needs, so that the steps below take one argument. */
interface Ranking {
  request: AssignRequest;
  directory: Directory;
  load: ReadonlyMap<PersonId, number>;
  /** Why those before were passed over. */
  passedOver: readonly string[];
}

/**
 * Who should take a ticket, best first, each with the reasons (rules.md 3.2): the grid's worker on duty, else the
 * community's workers by fewest open tickets (`load`), else the secretary. Those on leave or excluded are left out.
 */
export function candidates(
  request: AssignRequest,
  directory: Directory,
  load: ReadonlyMap<PersonId, number>,
): readonly Assignment[] {
  const ofGrid = gridStaff(request, directory);
  const passedOver = ofGrid.flatMap((person) => whyNot(person, request, directory) ?? []);
  const ranking: Ranking = { request, directory, load, passedOver };
  const ranked = [...fromGrid(ofGrid, ranking), ...fromCommunity(ofGrid, ranking)];
  return [...ranked, ...fromOffice(ranked, ranking)];
}

function gridStaff({ communityId, gridId, now }: AssignRequest, directory: Directory): readonly Staff[] {
  return gridId === null ? [] : directory.workersOf({ communityId, gridId }, now);
}

/** `null`: nothing speaks against this person. */
function whyNot(person: Staff, request: AssignRequest, directory: Directory): string | null {
  if (request.exclude.includes(person.id)) return REASONS.tried(person.name);
  return directory.onLeave(person.id, request.now) ? REASONS.onLeave(person.name) : null;
}

function fromGrid(people: readonly Staff[], ranking: Ranking): readonly Assignment[] {
  const { request, directory } = ranking;
  const grid = directory.nameOf(request.gridId ?? request.communityId);
  return available(people, ranking).map((person) => {
    const ofTheGrid = person.posts.some((post) => post.post === 'grid-worker' && post.at === request.gridId);
    return assignment(person, [
      ...ranking.passedOver,
      ofTheGrid ? REASONS.gridWorker(grid) : REASONS.gridStaff(grid),
    ]);
  });
}

function fromCommunity(ofGrid: readonly Staff[], ranking: Ranking): readonly Assignment[] {
  const { communityId, now } = ranking.request;
  const people = ranking.directory.workersOf({ communityId, gridId: null }, now);
  const others = people.filter((person) => !ofGrid.includes(person));
  const why = whyNotGrid(ofGrid, ranking);
  return available(others, ranking).map((person, rank) => {
    const open = ranking.load.get(person.id) ?? 0;
    return assignment(person, [...why, rank === 0 ? REASONS.fewestOpen(open) : REASONS.open(open)]);
  });
}

function whyNotGrid(
  ofGrid: readonly Staff[],
  { request, directory, passedOver }: Ranking,
): readonly string[] {
  if (request.gridId === null) return [REASONS.noGrid];
  return ofGrid.length === 0 ? [REASONS.noGridWorker(directory.nameOf(request.gridId))] : passedOver;
}

function fromOffice(ranked: readonly Assignment[], { request, directory }: Ranking): readonly Assignment[] {
  const secretary = directory.secretaryOf(request.communityId, request.now);
  if (secretary === null || whyNot(secretary, request, directory) !== null) return [];
  if (ranked.some((one) => one.personId === secretary.id)) return [];
  return [assignment(secretary, [REASONS.secretary])];
}

/** Those nothing speaks against, fewest open tickets first; equals stay in the order of the neighbourhood file. */
function available(people: readonly Staff[], { request, directory, load }: Ranking): readonly Staff[] {
  return people
    .filter((person) => whyNot(person, request, directory) === null)
    .toSorted((a, b) => (load.get(a.id) ?? 0) - (load.get(b.id) ?? 0));
}

function assignment({ id, name }: Staff, because: readonly string[]): Assignment {
  return { personId: id, name, because };
}
