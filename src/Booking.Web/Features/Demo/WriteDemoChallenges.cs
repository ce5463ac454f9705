using Booking.Rules.Lifecycle;
using Booking.Web.Features.Rules;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Demo;

/// <summary>Writes what residents have asked of the rules, who stands with them, and the answers there are; no mail.</summary>
public static class WriteDemoChallenges
{
    private static readonly DateTimeZone Zone = DateTimeZoneProviders.Tzdb["Europe/Copenhagen"];

    // What the rule was before it was changed; the one that there is took its place.
    private const string ChangedSql = """
        with present as (
            select rule.* from rule join resource r on r.id = rule.resource_id where r.slug = @Resource and rule.kind = @Kind
        ), old as (
            insert into rule (id, kind, parameters, level, resource_id, reason_da, reason_en, set_at, valid_from, valid_until)
            select @OldId, kind, @Was::jsonb, level, resource_id, @WasReasonDa, @WasReasonEn, set_at, valid_from, @AnsweredAt from present
        )
        update rule set replaces = @OldId, set_by = @AnsweredBy, set_at = @AnsweredAt, valid_from = @AnsweredAt
        from present where rule.id = present.id
        returning rule.id
        """;

    private const string Sql = """
        with asked as (
            insert into challenge (id, rule_id, person_id, prevents, better, signed, created_at, answer_due_at, remind_at,
                                   answered_at, answered_by, answer, answer_reason, new_rule_id, supporters)
            select @Id, coalesce(@OldId, (
                       select rule.id from rule
                       left join resource r on r.id = rule.resource_id
                       left join owner o on o.id = rule.owner_id
                       where rule.kind = @Kind and (r.slug = @Resource or o.slug = @Owner))),
                   person.id, @Prevents, @Better, @ShowsName, @At, @DueAt, @RemindAt, @AnsweredAt, @AnsweredBy, @Answer, @Reason, @NewRuleId,
                   case when @Answer is not null then cardinality(@Supporters) end
            from person where person.email = @By
            returning *
        ), supported as (
            insert into challenge_support (challenge_id, person_id)
            select asked.id, person.id from asked join person on person.email = any(@Supporters) where asked.answered_at is null
        )
        insert into audit (at, actor_id, action, subject, detail)
        select created_at, person_id, 'challenge.made', id, '{}' from asked
        union all
        select answered_at, answered_by, 'challenge.answered', id, jsonb_build_object('answer', answer) from asked where answered_at is not null
        """;

    /// <param name="caretaker">Who has answered.</param>
    public static async Task HandleAsync(NpgsqlConnection connection, DemoFiles files, Guid caretaker, Instant now)
    {
        foreach (var challenge in files.Challenges)
        {
            var at = now - Duration.FromDays(challenge.DaysAgo);
            var due = AnswerDeadline.For(at, Zone);
            var parameters = new
            {
                Id = Guid.CreateVersion7(at.ToDateTimeOffset()), challenge.Kind, challenge.Resource, challenge.Owner, challenge.By,
                challenge.Prevents, challenge.Better, challenge.ShowsName, challenge.Supporters, challenge.Answer, challenge.Reason,
                challenge.WasReasonDa, challenge.WasReasonEn, At = at, DueAt = due,
                RemindAt = challenge.Answer is null ? AnswerDeadline.NextReminder(due, now, Zone) : null,
                AnsweredAt = challenge.AnsweredAfterDays is { } days ? at + Duration.FromDays(days) : (Instant?)null,
                AnsweredBy = challenge.Answer is null ? (Guid?)null : caretaker,
                OldId = challenge.Was is null ? (Guid?)null : Guid.CreateVersion7(),
                Was = challenge.Was is { } was ? ConditionJson.Write(ConditionJson.Read(challenge.Kind, was.GetRawText())) : null,
                NewRuleId = (Guid?)null,
            };
            var changed = new DynamicParameters(parameters);
            if (challenge.Was is not null)
            {
                changed.Add("NewRuleId", await connection.ExecuteScalarAsync<Guid>(ChangedSql, parameters));
            }

            await connection.ExecuteAsync(Sql, changed);
        }
    }
}
