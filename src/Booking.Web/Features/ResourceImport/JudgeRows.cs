using Booking.Rules.Admission;
using Booking.Rules.Availability;
using Booking.Rules.Conditions;
using Booking.Web.Features.Resources;
using Booking.Web.Features.ResourceSetup;
using Booking.Web.Features.RuleEditor;
using Booking.Web.Features.Rules;
using Booking.Web.Features.Shared;
using NodaTime;

namespace Booking.Web.Features.ResourceImport;

/// <summary>Says of each row what would come of it. What is asked of an answer is what the questions of a single thing ask.</summary>
public sealed class JudgeRows(ImportWords words, RuleSentences sentences)
{
    private static readonly char[] PartsNames = ['\n', '|'];
    private static readonly char[] PartsFeatures = ['\n', '|', ',', ';'];

    private static readonly SetupRecord Blank = new();

    private sealed record Place(string Name, string Address);

    /// <summary>What rules a set gives, which is asked for once for all rows that are alike.</summary>
    private sealed record Rules(IReadOnlyList<StartingRule> Offered, IReadOnlyList<RuleObstacle> Obstacles);

    private sealed record RulesKey(string Set, string LentBy, string Kind, string District, int People, bool IsPool);

    /// <summary>The rows; or what is wrong with the headings.</summary>
    public (JudgedFile? File, ImportProblem? Problem) Of(ImportTable table, OwnerCard owner, CatalogueSnapshot catalogue, Instant now)
    {
        var columns = table.Headings.Select(words.ColumnOf).ToList();
        if (columns.OfType<string>().GroupBy(column => column).FirstOrDefault(same => same.Count() > 1) is { } twice)
        {
            return (null, new ImportProblem("HeadingTwice", words.Heading(twice.Key)));
        }

        if (ImportColumns.Required.Except(columns.OfType<string>()).Select(words.Heading).ToList() is { Count: > 0 } missing)
        {
            return (null, new ImportProblem("HeadingsMissing", string.Join("; ", missing)));
        }

        var file = new File(table, columns, owner, catalogue, now, words, sentences);
        return (new JudgedFile([.. table.Headings.Where((heading, index) => columns[index] is null && heading.Length > 0)], file.Judge()), null);
    }

    /// <summary>One file being judged: what the rows above have taken is not free to those below.</summary>
    private sealed class File(
        ImportTable table, List<string?> columns, OwnerCard owner, CatalogueSnapshot catalogue, Instant now, ImportWords words, RuleSentences sentences)
    {
        private readonly HashSet<string> slugs = [.. catalogue.All.Select(resource => resource.Slug)];
        private readonly Dictionary<Place, int> above = [];
        private readonly Dictionary<RulesKey, Rules> rules = [];

        private readonly ILookup<Place, CatalogueResource> there = catalogue.All.Where(resource => resource.Owner.Id == owner.Id)
            .ToLookup(resource => PlaceOf(resource.Name.Da, resource.Exact.Address));

        public IReadOnlyList<JudgedRow> Judge() => [.. table.Rows.Select(Judge)];

        private static Place PlaceOf(string name, string address) => new(name.Trim().ToLowerInvariant(), address.Trim().ToLowerInvariant());

        private JudgedRow Judge(ImportRow row)
        {
            var cells = columns.Select((column, index) => (column, cell: row.Cells.ElementAtOrDefault(index) ?? ""))
                .Where(pair => pair.column is not null).ToDictionary(pair => pair.column!, pair => pair.cell);
            var judged = new JudgedRow(row.Number, cells[ImportColumns.NameDa]);
            if (row.Cells.Skip(columns.Count).Any(cell => cell.Length > 0))
            {
                return judged with { Problems = [(ImportColumns.NameDa, new ImportProblem("CellsTooMany", row.Cells.Count, columns.Count))] };
            }

            var place = PlaceOf(judged.Name, cells[ImportColumns.Address]);
            if (there[place].FirstOrDefault() is { } existing)
            {
                return judged with { Existing = existing };
            }

            if (above.TryGetValue(place, out var same))
            {
                return judged with { SameAs = same };
            }

            List<(string Column, ImportProblem Problem)> problems = [];
            var draft = Read(cells, problems);
            if (draft is null)
            {
                return judged with { Problems = [.. problems.OrderBy(problem => ImportColumns.All.ToList().IndexOf(problem.Column))] };
            }

            above.Add(place, row.Number);
            slugs.Add(draft.Slug);
            return judged with { Draft = draft };
        }

        private ImportedDraft? Read(Dictionary<string, string> cells, List<(string Column, ImportProblem Problem)> problems)
        {
            string Cell(string column) => cells.GetValueOrDefault(column, "");

            T? Known<T>(string column, Func<string, T?> find, string problem, Func<string> toWrite)
            {
                var cell = Cell(column);
                var found = cell.Length == 0 ? default : find(cell);
                if (cell.Length > 0 && found is null)
                {
                    problems.Add((column, new ImportProblem(problem, cell, toWrite())));
                }

                return found;
            }

            var kind = Known(ImportColumns.Kind, words.KindOf, "KindUnknown", () => words.KindsToWrite);
            var what = Ask(problems, setup => new WhatForm { Kind = kind, NameDa = Cell(ImportColumns.NameDa), NameEn = Cell(ImportColumns.NameEn) }.Parse(setup));
            var district = Known(
                ImportColumns.District,
                cell => catalogue.Districts.FirstOrDefault(one => one.Slug == cell || string.Equals(one.Name, cell, StringComparison.OrdinalIgnoreCase))?.Slug,
                "DistrictUnknown", () => string.Join("; ", catalogue.Districts.Select(one => one.Name)));
            var isPrivate = Known(ImportColumns.AddressPrivate, words.AnswerOf, "AnswerUnknown", () => "") ?? owner.Kind == OwnerCard.Citizen;
            var where = Ask(problems, setup => new WhereForm
            {
                Address = Cell(ImportColumns.Address), District = district, AddressPrivate = isPrivate,
                Latitude = Cell(ImportColumns.Latitude), Longitude = Cell(ImportColumns.Longitude),
                DirectionsDa = Cell(ImportColumns.DirectionsDa), DirectionsEn = Cell(ImportColumns.DirectionsEn),
            }.Parse(catalogue, setup));
            var lent = Known(ImportColumns.Lent, words.LentOf, "LentUnknown", () => "");
            var isOne = Cell(ImportColumns.Names).Length == 0 && Cell(ImportColumns.Count) is "" or "1";
            var use = Ask(problems, setup => new UseForm
            {
                People = Cell(ImportColumns.People), Lent = lent ?? Lent.ByHour, Units = isOne ? UseForm.One : UseForm.Pool,
                Count = Cell(ImportColumns.Count), Names = Lines(Cell(ImportColumns.Names)),
            }.Parse(Blank, [], setup));
            List<string> features = [];
            foreach (var typed in Cell(ImportColumns.Features).Split(PartsFeatures, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            {
                if (words.FeatureOf(typed) is { } feature)
                {
                    features.Add(feature);
                }
                else
                {
                    problems.Add((ImportColumns.Features, new ImportProblem("FeatureUnknown", typed, words.FeaturesToWrite)));
                }
            }

            var told = Ask(problems, setup => new ThereForm
            {
                DescriptionDa = Cell(ImportColumns.DescriptionDa), DescriptionEn = Cell(ImportColumns.DescriptionEn), Feature = [.. features],
                HouseRulesDa = Lines(Cell(ImportColumns.HouseRulesDa)), HouseRulesEn = Lines(Cell(ImportColumns.HouseRulesEn)),
            }.Parse(setup));
            var set = Known(ImportColumns.RuleSet, words.SetOf, "RuleSetUnknown", () => words.SetsToWrite) ?? kind;
            var slug = SlugOf(Cell(ImportColumns.Slug), what, problems);
            if (problems.Count > 0 || set == ImportWords.NoSet)
            {
                return problems.Count > 0 ? null : new ImportedDraft(slug, what!, where!, use!, told!, null, []);
            }

            var found = RulesOf(set!, what!, where!, use!);
            if (found.Obstacles is [RuleObstacle.Contradicts contradicts, ..])
            {
                problems.Add((ImportColumns.RuleSet, new ImportProblem(
                    "RulesContradict", words.SetSaid(set!), sentences.NameOf(contradicts.Mine.Condition.Kind), sentences.Of(contradicts.Other.Condition))));
                return null;
            }

            return new ImportedDraft(slug, what!, where!, use!, told!, set, found.Offered);
        }

        // What a column's own problem has said already is not said a second time.
        private static T? Ask<T>(List<(string Column, ImportProblem Problem)> problems, Func<SetupProblems, T?> parse)
            where T : class
        {
            var setup = new SetupProblems();
            var answer = parse(setup);
            foreach (var (field, text, limit) in setup.All)
            {
                var column = ImportColumns.OfField(field);
                if (!problems.Exists(problem => problem.Column == column))
                {
                    problems.Add((column, new ImportProblem(text, limit ?? 0)));
                }
            }

            return answer;
        }

        private string SlugOf(string typed, WhatAnswer? what, List<(string Column, ImportProblem Problem)> problems)
        {
            if (typed.Length == 0)
            {
                return what is null ? "" : ResourceSlug.Free(ResourceSlug.Of(what.Name.Da), slugs);
            }

            var plain = ResourceSlug.Of(typed);
            var free = ResourceSlug.Free(plain, slugs);
            if (plain != typed)
            {
                problems.Add((ImportColumns.Slug, new ImportProblem("SlugUnclear", typed, free)));
            }
            else if (free != typed)
            {
                problems.Add((ImportColumns.Slug, new ImportProblem("SlugTaken", typed, free)));
            }

            return free;
        }

        private Rules RulesOf(string set, WhatAnswer what, WhereAnswer where, UseAnswer use)
        {
            var key = new RulesKey(set, use.LentBy, what.Kind, where.District, use.People, use.IsPool);
            if (rules.TryGetValue(key, out var known))
            {
                return known;
            }

            var target = RuleTarget.Of(ToResource(what, where, use));
            var offered = AddStartingSet.Offered(catalogue, target, StartingSets.Of(set, use.LentBy), now);
            var obstacles = CheckRule.Of(catalogue, target, [.. offered.Select(rule => AddStartingSet.ToRule(rule, now))], null, now);
            return rules[key] = new Rules(offered, obstacles);
        }

        // As the rules would find it: they ask where it is, whose it is and how it is used.
        private CatalogueResource ToResource(WhatAnswer what, WhereAnswer where, UseAnswer use)
        {
            var id = Guid.CreateVersion7();
            var district = catalogue.Districts.First(one => one.Slug == where.District);
            var premises = new Premises(
                new Booking.Rules.Conditions.Place(id, owner.Id, what.Kind), HomeZone.Zone, use.IsPool ? UnitUse.AnyOne : UnitUse.All, use.People);
            CatalogueRule[] inherited =
            [
                .. catalogue.Rules.Where(rule => rule.Rule.Level == RuleLevel.Municipality || rule.District == district.Slug || rule.OwnerId == owner.Id),
            ];
            var rulebook = Rulebook.Of(premises, inherited.Select(rule => rule.Rule), now);
            return new CatalogueResource(
                id, "", what.Kind, district, owner, what.Name, what.Name, where.Address, where.Latitude, where.Longitude, [], [], where.Directions,
                [], [], false, premises, inherited, rulebook.Terms)
            {
                Exact = new Whereabouts(where.Address, where.Latitude, where.Longitude, where.Directions), LentBy = use.LentBy,
            };
        }

        private static string Lines(string cell) => string.Join('\n', cell.Split(PartsNames, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
    }
}
