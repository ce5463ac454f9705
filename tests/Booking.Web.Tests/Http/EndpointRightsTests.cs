using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using Booking.Testing;
using Booking.Web.Features.Owners;
using Booking.Web.Features.SignIn;
using Booking.Web.Http;
using Dapper;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Booking.Web.Tests.Http;

/// <summary>
/// Who gets in where: every endpoint, tried by somebody of each role at the owner in question, of the same role at another owner, and
/// by those without any. An endpoint without a line here fails.
/// </summary>
public sealed class EndpointRightsTests : IAsyncLifetime
{
    // Stranger, resident; administrator, caretaker, approver and introducer here, and in small letters elsewhere; the municipality's administrator.
    private const string Everybody = "s r A C P I a c p i M";
    private const string SignedIn = "r A C P I a c p i M";

    private const string AnyRoleSomewhere = "A C P I a c p i M";
    private const string AnyRoleHere = "A C P I";
    private const string CaretakerSomewhere = "A C a c M";
    private const string CaretakerHere = "A C M";
    private const string AnswerSomewhere = "A P a p M";
    private const string AnswerHere = "A P M";
    private const string IntroduceSomewhere = "A I a i M";
    private const string IntroduceHere = "A I M";
    private const string AdministratorSomewhere = "A a M";
    private const string AdministratorHere = "A M";
    private const string Municipality = "M";
    private const string WhoeverSentIt = "A";
    private const string WhoeverEndsItFirst = "A";
    private const string WhoeverIsInvited = "r";
    private const string WhoeverIsInTheGroup = "r";

    /// <summary>With a cookie and nothing else: those of the API want a token, others the secret of a link, some are for developers.</summary>
    private const string Nobody = "";

    // Of a form it says who comes to its door; what is asked there is asked by what it calls, and is the same as for the page it stands on.
    private static readonly Dictionary<string, string> Expected = new()
    {
        ["GET /"] = Everybody,
        ["GET /api"] = Everybody,
        ["GET /api/v1/free-now"] = Everybody,
        ["GET /api/v1/resources"] = Everybody,
        ["GET /api/v1/resources/{slug}"] = Everybody,
        ["GET /api/v1/resources/{slug}/availability"] = Everybody,
        ["GET /free-now"] = Everybody,
        ["GET /owners/{owner}"] = Everybody,
        ["GET /resources"] = Everybody,
        ["GET /resources/{slug}"] = Everybody,
        ["GET /resources/{slug}/book"] = Everybody,
        ["GET /resources/{slug}/week/{week}"] = Everybody,
        ["GET /resources/{slug}/month/{yearMonth}"] = Everybody,
        ["GET /rules/{id:guid}"] = Everybody,
        ["GET /sign-in"] = Everybody,
        ["GET /sign-in/code"] = Everybody,
        ["GET /sign-in/link/{id:guid}"] = Everybody,
        ["GET /was"] = Everybody,
        ["POST /language"] = Everybody,
        ["POST /resources/{slug}/book"] = Everybody,
        ["POST /sign-in"] = Everybody,
        ["POST /sign-in/code"] = Everybody,
        ["POST /sign-in/link/{id:guid}"] = Everybody,
        ["POST /sign-out"] = Everybody,
        ["GET /bookings"] = SignedIn,
        ["GET /resources/{slug}/series"] = SignedIn,
        ["POST /resources/{slug}/series"] = SignedIn,
        ["POST /series/{id:guid}/retry"] = SignedIn,
        ["POST /series/{id:guid}/cancel"] = SignedIn,
        ["POST /series/{id:guid}/edit"] = SignedIn,
        ["POST /series/{id:guid}/renew"] = SignedIn,
        ["GET /groups"] = SignedIn,
        ["GET /owners"] = SignedIn,
        ["GET /owners/share"] = SignedIn,
        ["GET /setup"] = SignedIn,
        ["GET /profile"] = SignedIn,
        ["GET /profile/calendar"] = SignedIn,
        ["GET /profile/data"] = SignedIn,
        ["GET /profile/delete"] = SignedIn,
        ["GET /profile/no-shows"] = SignedIn,
        ["GET /resources/{slug}/check-in"] = SignedIn,
        ["GET /resources/{slug}/report"] = SignedIn,
        ["POST /resources/{slug}/report"] = SignedIn,
        ["GET /rules/{id:guid}/challenge"] = SignedIn,
        ["POST /bookings/{id:guid}/access"] = SignedIn,
        ["POST /bookings/{id:guid}/handover"] = SignedIn,
        ["POST /bookings/{id:guid}/give-back"] = SignedIn,
        ["POST /bookings/{id:guid}/check-out"] = SignedIn,
        ["POST /bookings/{id:guid}/hand-over"] = SignedIn,
        ["POST /bookings/{id:guid}/thanks"] = SignedIn,
        ["POST /bookings/{id:guid}/messages"] = SignedIn,
        ["POST /bookings/{id:guid}/reconfirm"] = SignedIn,
        ["POST /bookings/{id:guid}/was-there"] = SignedIn,
        ["POST /bookings/{id:guid}/was-there/answer"] = SignedIn,
        ["POST /bookings/{id:guid}/cancel"] = SignedIn,
        ["POST /bookings/{id:guid}/change"] = SignedIn,
        ["POST /bookings/{id:guid}/check-in"] = SignedIn,
        ["POST /bookings/{id:guid}/confirm"] = SignedIn,
        ["POST /challenges/{id:guid}/answer"] = SignedIn,
        ["POST /challenges/{id:guid}/support"] = SignedIn,
        ["POST /challenges/{id:guid}/withdraw"] = SignedIn,
        ["POST /groups"] = SignedIn,
        ["POST /groups/{id:guid}/answer"] = SignedIn,
        ["POST /groups/{id:guid}/end"] = SignedIn,
        ["POST /groups/{id:guid}/members"] = SignedIn,
        ["POST /groups/{id:guid}/edit"] = SignedIn,
        ["GET /groups/{id:guid}/edit"] = WhoeverIsInTheGroup,
        ["POST /groups/{id:guid}/members/{personId:guid}"] = SignedIn,
        ["POST /invitations/{id:guid}"] = SignedIn,
        ["POST /owners/share"] = SignedIn,
        ["POST /profile"] = SignedIn,
        ["POST /series/{id:guid}/coming"] = SignedIn,
        ["GET /free-now/mail"] = SignedIn,
        ["POST /free-now/mail"] = SignedIn,
        ["POST /free-now/mail/stop"] = SignedIn,
        ["GET /free-now/mail/off/{token}"] = Nobody,
        ["POST /free-now/mail/off/{token}"] = Nobody,
        ["POST /profile/about"] = SignedIn,
        ["POST /profile/calendar"] = SignedIn,
        ["POST /profile/calendar/{id:guid}/renew"] = SignedIn,
        ["POST /profile/calendar/{id:guid}/stop"] = SignedIn,
        ["POST /profile/delete"] = SignedIn,
        ["POST /profile/sessions/end-others"] = SignedIn,
        ["POST /profile/sessions/{id:guid}/end"] = SignedIn,
        ["POST /profile/tokens"] = SignedIn,
        ["POST /profile/tokens/{id:guid}/revoke"] = SignedIn,
        ["POST /requests"] = SignedIn,
        ["POST /requests/{id:guid}"] = SignedIn,
        ["POST /resources/{slug}/check-in"] = SignedIn,
        ["POST /rules/new"] = SignedIn,
        ["POST /rules/{id:guid}/challenge"] = SignedIn,
        ["POST /rules/{id:guid}/drop"] = SignedIn,
        ["POST /rules/{id:guid}/edit"] = SignedIn,
        ["POST /rules/{id:guid}/restore"] = SignedIn,
        ["GET /admin"] = Municipality,
        ["GET /reports"] = Municipality,
        ["GET /reports/{id:guid}"] = Municipality,
        ["POST /reports/{id:guid}"] = Municipality,
        ["GET /admin/rules"] = Municipality,
        ["GET /admin/rules.csv"] = Municipality,
        ["GET /challenges/{id:guid}/hide"] = Municipality,
        ["POST /admin/mail/{id:guid}/again"] = Municipality,
        ["POST /challenges/{id:guid}/hide"] = Municipality,
        ["GET /bookings/{id:guid}/messages"] = CaretakerHere,
        ["GET /bookings/{id:guid}"] = CaretakerHere,
        ["GET /bookings/{id:guid}/cancel"] = CaretakerHere,
        ["GET /challenges/{id:guid}/answer"] = CaretakerHere,
        ["GET /resources/{slug}/door"] = CaretakerHere,
        ["GET /rules/new"] = CaretakerHere,
        ["GET /rules/of/resource/{key}/start"] = CaretakerHere,
        ["GET /rules/of/{level}/{key}"] = CaretakerHere,
        ["GET /rules/{id:guid}/drop"] = CaretakerHere,
        ["GET /rules/{id:guid}/edit"] = CaretakerHere,
        ["GET /own-use/{slug}"] = CaretakerHere,
        ["GET /own-use/{slug}/calendars"] = CaretakerHere,
        ["GET /own-use/{slug}/series/{id:guid}"] = CaretakerHere,
        ["GET /access/{slug}"] = CaretakerHere,
        ["GET /access"] = CaretakerSomewhere,
        ["GET /bookings/{id:guid}/handover"] = CaretakerHere,
        ["GET /waitlist/{slug}"] = CaretakerHere,
        ["GET /resources/{slug}/wait"] = SignedIn,
        ["POST /resources/{slug}/wait"] = SignedIn,
        ["GET /waiting"] = SignedIn,
        ["GET /waiting/{id:guid}"] = Nobody,
        ["POST /waiting/{id:guid}/leave"] = SignedIn,
        ["GET /offers/{id:guid}"] = Nobody,
        ["POST /offers/{id:guid}"] = SignedIn,
        ["GET /bookings/{id:guid}/was-there"] = Nobody,
        ["GET /no-shows"] = CaretakerSomewhere,
        ["GET /cases"] = CaretakerSomewhere,
        ["GET /cases/{id:guid}"] = CaretakerHere,
        ["POST /cases/{id:guid}"] = CaretakerSomewhere,
        ["GET /handover/{slug}"] = CaretakerHere,
        ["POST /handover/{slug}"] = CaretakerSomewhere,
        ["POST /handover/{slug}/usual"] = CaretakerSomewhere,
        ["POST /handover/{slug}/{id:guid}/remove"] = CaretakerSomewhere,
        ["POST /access/{slug}"] = CaretakerSomewhere,
        ["POST /access/{slug}/code"] = CaretakerSomewhere,
        ["POST /access/{slug}/codes"] = CaretakerSomewhere,
        ["POST /access/{slug}/codes/remove"] = CaretakerSomewhere,
        ["POST /access/{slug}/lock"] = CaretakerSomewhere,
        ["POST /access/{slug}/lock/key"] = CaretakerSomewhere,
        ["GET /challenges"] = CaretakerSomewhere,
        ["GET /own-use"] = CaretakerSomewhere,
        ["POST /own-use/{slug}"] = CaretakerSomewhere,
        ["POST /own-use/{slug}/calendars"] = CaretakerSomewhere,
        ["POST /own-use/{slug}/calendars/{id:guid}/read"] = CaretakerSomewhere,
        ["POST /own-use/{slug}/calendars/{id:guid}/remove"] = CaretakerSomewhere,
        ["POST /own-use/{slug}/keep"] = CaretakerSomewhere,
        ["POST /own-use/{slug}/series/{id:guid}"] = CaretakerSomewhere,
        ["POST /own-use/{slug}/series/{id:guid}/end"] = CaretakerSomewhere,
        ["POST /own-use/{slug}/times/{id:guid}/bookings/{bookingId:guid}"] = CaretakerSomewhere,
        ["POST /own-use/{slug}/times/{id:guid}/keep"] = CaretakerSomewhere,
        ["POST /own-use/{slug}/times/{id:guid}/remove"] = CaretakerSomewhere,
        ["POST /own-use/{slug}/times/{id:guid}/restore"] = CaretakerSomewhere,
        ["GET /rules"] = CaretakerSomewhere,
        ["GET /today"] = CaretakerSomewhere,
        ["GET /today/print"] = CaretakerSomewhere,
        ["POST /rules/of/resource/{key}/start"] = CaretakerSomewhere,
        ["POST /today/{id:guid}/check-in"] = CaretakerSomewhere,
        ["GET /requests/{id:guid}"] = AnswerHere,
        ["GET /requests"] = AnswerSomewhere,
        ["GET /introductions/of/{ownerId:guid}"] = IntroduceHere,
        ["GET /introductions/of/{ownerId:guid}/members/{personId:guid}/remove"] = IntroduceHere,
        ["GET /introductions/{id:guid}/take-back"] = IntroduceHere,
        ["GET /introductions"] = IntroduceSomewhere,
        ["POST /introductions/of/{ownerId:guid}"] = IntroduceSomewhere,
        ["POST /introductions/of/{ownerId:guid}/members/{personId:guid}/remove"] = IntroduceSomewhere,
        ["POST /introductions/{id:guid}/take-back"] = IntroduceSomewhere,
        ["GET /setup/{slug}"] = AdministratorHere,
        ["GET /setup/{slug}/what"] = AdministratorHere,
        ["GET /setup/{slug}/where"] = AdministratorHere,
        ["GET /setup/{slug}/use"] = AdministratorHere,
        ["GET /setup/{slug}/there"] = AdministratorHere,
        ["GET /setup/{slug}/pictures"] = AdministratorHere,
        ["GET /setup/{slug}/rules"] = AdministratorHere,
        ["GET /setup/{slug}/preview"] = AdministratorHere,
        ["GET /setup/{slug}/publish"] = AdministratorHere,
        ["GET /setup/{slug}/out-of-use"] = AdministratorHere,
        ["GET /setup/{slug}/split"] = AdministratorHere,
        ["GET /setup/{slug}/delete"] = Nobody,
        ["GET /setup/{slug}/pictures/{file}"] = Nobody,
        ["GET /owners/{owner}/move"] = AdministratorHere,
        ["POST /owners/{owner}/move"] = AdministratorHere,
        ["GET /setup/{slug}/taken-off"] = AdministratorHere,
        ["GET /owners/{owner}/edit"] = AdministratorHere,
        ["GET /owners/{owner}/log"] = AdministratorHere,
        ["GET /owners/{owner}/people"] = AdministratorHere,
        ["GET /owners/{owner}/people/{personId:guid}"] = AdministratorHere,
        ["POST /owners/{owner}/edit"] = AdministratorHere,
        ["POST /owners/{owner}/invitations/{id:guid}/send-again"] = AdministratorHere,
        ["POST /owners/{owner}/invitations/{id:guid}/withdraw"] = AdministratorHere,
        ["POST /owners/{owner}/pause"] = AdministratorHere,
        ["POST /owners/{owner}/people"] = AdministratorHere,
        ["POST /owners/{owner}/people/{personId:guid}"] = AdministratorHere,
        ["GET /setup/new"] = AdministratorSomewhere,
        ["GET /setup/import"] = AdministratorSomewhere,
        ["GET /setup/import/template.csv"] = AdministratorSomewhere,
        ["GET /setup/import/{id:guid}"] = WhoeverSentIt,
        ["POST /setup/import"] = AdministratorSomewhere,
        ["POST /setup/import/{id:guid}"] = AdministratorSomewhere,
        ["POST /setup/new"] = AdministratorSomewhere,
        ["POST /setup/{slug}/copy"] = AdministratorSomewhere,
        ["POST /setup/{slug}/pause"] = AdministratorSomewhere,
        ["POST /setup/{slug}/what"] = AdministratorSomewhere,
        ["POST /setup/{slug}/where"] = AdministratorSomewhere,
        ["POST /setup/{slug}/use"] = AdministratorSomewhere,
        ["POST /setup/{slug}/there"] = AdministratorSomewhere,
        ["POST /setup/{slug}/pictures"] = AdministratorSomewhere,
        ["POST /setup/{slug}/pictures/done"] = AdministratorSomewhere,
        ["POST /setup/{slug}/pictures/{file}/remove"] = AdministratorSomewhere,
        ["POST /setup/{slug}/pictures/{file}/earlier"] = AdministratorSomewhere,
        ["POST /setup/{slug}/rules"] = AdministratorSomewhere,
        ["POST /setup/{slug}/rules/{shortcut}/set"] = AdministratorSomewhere,
        ["POST /setup/{slug}/rules/{shortcut}/drop"] = AdministratorSomewhere,
        ["POST /setup/{slug}/taken-off"] = AdministratorSomewhere,
        ["POST /setup/{slug}/delete"] = AdministratorSomewhere,
        ["POST /setup/{slug}/pictures/{file}"] = AdministratorSomewhere,
        ["POST /setup/{slug}/publish"] = AdministratorSomewhere,
        ["POST /setup/{slug}/out-of-use"] = AdministratorSomewhere,
        ["POST /setup/{slug}/split"] = AdministratorSomewhere,
        ["GET /owners/new"] = AdministratorSomewhere,
        ["POST /owners/new"] = AdministratorSomewhere,
        ["GET /owners/{owner}/leave"] = AnyRoleHere,
        ["POST /owners/{owner}/leave"] = AnyRoleSomewhere,
        ["GET /invitations/{id:guid}"] = WhoeverIsInvited,
        ["DELETE /api/v1/bookings/{id:guid}"] = Nobody,
        ["GET /api/v1/bookings/{id:guid}/messages"] = Nobody,
        ["POST /api/v1/bookings/{id:guid}/messages"] = Nobody,
        ["POST /api/v1/bookings/{id:guid}/reconfirmation"] = Nobody,
        ["GET /api/v1/bookings"] = Nobody,
        ["GET /api/v1/groups"] = Nobody,
        ["GET /api/v1/setup"] = Nobody,
        ["POST /api/v1/setup"] = Nobody,
        ["GET /api/v1/setup/{slug}"] = Nobody,
        ["PATCH /api/v1/setup/{slug}"] = Nobody,
        ["POST /api/v1/setup/{slug}/starting-rules"] = Nobody,
        ["PUT /api/v1/setup/{slug}/publication"] = Nobody,
        ["DELETE /api/v1/setup/{slug}/publication"] = Nobody,
        ["POST /api/v1/setup/{slug}/out-of-use"] = Nobody,
        ["GET /api/v1/own-use"] = Nobody,
        ["GET /api/v1/own-use/{slug}"] = Nobody,
        ["POST /api/v1/own-use/{slug}/series"] = Nobody,
        ["PUT /api/v1/own-use/{slug}/series/{id:guid}"] = Nobody,
        ["DELETE /api/v1/own-use/{slug}/series/{id:guid}"] = Nobody,
        ["DELETE /api/v1/own-use/{slug}/times/{id:guid}"] = Nobody,
        ["POST /api/v1/own-use/{slug}/times/{id:guid}/restoration"] = Nobody,
        ["POST /api/v1/own-use/{slug}/times/{id:guid}/confirmation"] = Nobody,
        ["GET /api/v1/bookings/{id:guid}/handover"] = Nobody,
        ["PUT /api/v1/bookings/{id:guid}/handover"] = Nobody,
        ["GET /api/v1/cases"] = Nobody,
        ["GET /api/v1/cases/{id:guid}"] = Nobody,
        ["PUT /api/v1/cases/{id:guid}/note"] = Nobody,
        ["POST /api/v1/cases/{id:guid}/closing"] = Nobody,
        ["GET /api/v1/bookings/{id:guid}"] = Nobody,
        ["GET /api/v1/bookings/{id:guid}/access"] = Nobody,
        ["GET /bookings/{id:guid}/access"] = Nobody,
        ["GET /bookings/{id:guid}/handover/pictures/{file}"] = Nobody,
        ["GET /bookings/{id:guid}/calendar.ics"] = Nobody,
        ["GET /bookings/{id:guid}/slip"] = Nobody,
        ["GET /groups/{id:guid}"] = WhoeverIsInTheGroup,
        ["GET /groups/{id:guid}/end"] = WhoeverIsInTheGroup,
        ["GET /bookings/{id:guid}/change"] = Nobody,
        ["GET /bookings/{id:guid}/give-back"] = Nobody,
        ["GET /bookings/{id:guid}/hand-over"] = Nobody,
        ["GET /series/{id:guid}"] = Nobody,
        ["GET /series/{id:guid}/cancel"] = Nobody,
        ["GET /series/{id:guid}/edit"] = Nobody,
        ["GET /series/{id:guid}/renew"] = Nobody,
        ["GET /bookings/{id:guid}/confirm"] = Nobody,
        ["GET /dev/mail"] = Nobody,
        ["GET /dev/mail/{name}"] = Nobody,
        ["GET /dev/mail/{name}/calendar.ics"] = Nobody,
        ["GET /dev/mail/{name}/html"] = Nobody,
        ["GET /dev/mail/{name}/source"] = Nobody,
        ["GET /openapi/{documentName}.json"] = Nobody,
        ["GET /reminders/off/{token}"] = Nobody,
        ["PATCH /api/v1/bookings/{id:guid}"] = Nobody,
        ["POST /api/v1/bookings"] = Nobody,
        ["POST /api/v1/bookings/{id:guid}/check-in"] = Nobody,
        ["POST /api/v1/bookings/{id:guid}/check-out"] = Nobody,
        ["POST /api/v1/bookings/{id:guid}/give-back"] = Nobody,
        ["GET /api/v1/bookings/{id:guid}/transfer"] = Nobody,
        ["POST /api/v1/bookings/{id:guid}/transfer"] = Nobody,
        ["POST /api/v1/series/preview"] = Nobody,
        ["POST /api/v1/series"] = Nobody,
        ["GET /api/v1/series/{id:guid}"] = Nobody,
        ["DELETE /api/v1/series/{id:guid}"] = Nobody,
        ["PATCH /api/v1/series/{id:guid}"] = Nobody,
        ["POST /api/v1/series/{id:guid}/retry"] = Nobody,
        ["POST /api/v1/series/{id:guid}/coming"] = Nobody,
        ["POST /api/v1/series/{id:guid}/renewal/preview"] = Nobody,
        ["POST /api/v1/series/{id:guid}/renewal"] = Nobody,
        ["GET /api/v1/waitlist"] = Nobody,
        ["POST /api/v1/waitlist"] = Nobody,
        ["GET /api/v1/waitlist/{id:guid}"] = Nobody,
        ["DELETE /api/v1/waitlist/{id:guid}"] = Nobody,
        ["POST /api/v1/waitlist/offers/{id:guid}/answer"] = Nobody,
        ["DELETE /api/v1/setup/{slug}"] = Nobody,
        ["POST /api/v1/setup/{slug}/copies"] = Nobody,
        ["POST /api/v1/setup/{slug}/parts"] = Nobody,
        ["GET /api/v1/setup/{slug}/pictures"] = Nobody,
        ["POST /api/v1/setup/{slug}/pictures"] = Nobody,
        ["PUT /api/v1/setup/{slug}/pictures/{file}"] = Nobody,
        ["DELETE /api/v1/setup/{slug}/pictures/{file}"] = Nobody,
        ["POST /api/v1/setup/{slug}/pictures/{file}/earlier"] = Nobody,
        ["GET /api/v1/setup/{slug}/shortcuts"] = Nobody,
        ["PUT /api/v1/setup/{slug}/shortcuts/{shortcut}"] = Nobody,
        ["DELETE /api/v1/setup/{slug}/shortcuts/{shortcut}"] = Nobody,
        ["GET /api/v1/setup/{slug}/taken-off"] = Nobody,
        ["POST /api/v1/setup/{slug}/objection"] = Nobody,
        ["POST /api/v1/imports"] = Nobody,
        ["GET /api/v1/imports/{id:guid}"] = Nobody,
        ["POST /api/v1/imports/{id:guid}/drafts"] = Nobody,
        ["GET /api/v1/access"] = Nobody,
        ["GET /api/v1/access/{slug}"] = Nobody,
        ["PUT /api/v1/access/{slug}"] = Nobody,
        ["PUT /api/v1/access/{slug}/code"] = Nobody,
        ["POST /api/v1/access/{slug}/codes"] = Nobody,
        ["DELETE /api/v1/access/{slug}/codes"] = Nobody,
        ["PUT /api/v1/access/{slug}/lock"] = Nobody,
        ["POST /api/v1/access/{slug}/lock/key"] = Nobody,
        ["GET /api/v1/checklists/{slug}"] = Nobody,
        ["POST /api/v1/checklists/{slug}"] = Nobody,
        ["POST /api/v1/checklists/{slug}/usual"] = Nobody,
        ["DELETE /api/v1/checklists/{slug}/{id:guid}"] = Nobody,
        ["GET /api/v1/waitlist/of/{slug}"] = Nobody,
        ["PUT /api/v1/bookings/{id:guid}/thanks/{towards}"] = Nobody,
        ["GET /api/v1/free-now/mail"] = Nobody,
        ["PUT /api/v1/free-now/mail"] = Nobody,
        ["DELETE /api/v1/free-now/mail"] = Nobody,
        ["GET /api/v1/profile"] = Nobody,
        ["PUT /api/v1/profile"] = Nobody,
        ["PUT /api/v1/profile/about"] = Nobody,
        ["GET /api/v1/rules"] = Nobody,
        ["GET /api/v1/rules/kinds"] = Everybody,
        ["GET /api/v1/rules/statistics"] = Nobody,
        ["GET /api/v1/rules/of/{level}/{key}"] = Nobody,
        ["POST /api/v1/rules/of/{level}/{key}"] = Nobody,
        ["POST /api/v1/rules/of/{level}/{key}/preview"] = Nobody,
        ["GET /api/v1/rules/of/resource/{key}/starting-set"] = Nobody,
        ["POST /api/v1/rules/of/resource/{key}/starting-set"] = Nobody,
        ["GET /api/v1/rules/{id:guid}"] = Everybody,
        ["PUT /api/v1/rules/{id:guid}"] = Nobody,
        ["DELETE /api/v1/rules/{id:guid}"] = Nobody,
        ["POST /api/v1/rules/{id:guid}/preview"] = Nobody,
        ["POST /api/v1/rules/{id:guid}/restoration"] = Nobody,
        ["POST /api/v1/reports"] = Nobody,
        ["GET /api/v1/reports"] = Nobody,
        ["GET /api/v1/reports/{id:guid}"] = Nobody,
        ["POST /api/v1/reports/{id:guid}/answer"] = Nobody,
        ["POST /reminders/off/{token}"] = Nobody,
        ["GET /api/v1/requests"] = Nobody,
        ["GET /api/v1/requests/{id:guid}"] = Nobody,
        ["POST /api/v1/requests/{id:guid}/answer"] = Nobody,
        ["POST /api/v1/requests/answers"] = Nobody,
        ["GET /api/v1/own-use/{slug}/calendars"] = Nobody,
        ["POST /api/v1/own-use/{slug}/calendars"] = Nobody,
        ["POST /api/v1/own-use/{slug}/calendars/{id:guid}/reading"] = Nobody,
        ["DELETE /api/v1/own-use/{slug}/calendars/{id:guid}"] = Nobody,
        ["POST /api/v1/own-use/{slug}/times/{id:guid}/bookings/{bookingId:guid}/decision"] = Nobody,
        ["GET /api/v1/owners"] = Nobody,
        ["POST /api/v1/owners"] = Nobody,
        ["POST /api/v1/owners/share"] = Nobody,
        ["GET /api/v1/owners/{owner}"] = Nobody,
        ["PUT /api/v1/owners/{owner}"] = Nobody,
        ["PUT /api/v1/owners/{owner}/pause"] = Nobody,
        ["DELETE /api/v1/owners/{owner}/pause"] = Nobody,
        ["PUT /api/v1/owners/{owner}/parent"] = Nobody,
        ["GET /api/v1/owners/{owner}/log"] = Nobody,
        ["GET /api/v1/owners/{owner}/people"] = Nobody,
        ["PUT /api/v1/owners/{owner}/people/{personId:guid}/roles"] = Nobody,
        ["DELETE /api/v1/owners/{owner}/people/{personId:guid}"] = Nobody,
        ["POST /api/v1/owners/{owner}/invitations"] = Nobody,
        ["POST /api/v1/owners/{owner}/invitations/{id:guid}/sending"] = Nobody,
        ["DELETE /api/v1/owners/{owner}/invitations/{id:guid}"] = Nobody,
        ["POST /api/v1/owners/{owner}/departure"] = Nobody,
        ["GET /api/v1/owners/{owner}/introductions"] = Nobody,
        ["POST /api/v1/owners/{owner}/introductions/search"] = Nobody,
        ["POST /api/v1/owners/{owner}/introductions"] = Nobody,
        ["GET /api/v1/owners/{owner}/members"] = Nobody,
        ["POST /api/v1/owners/{owner}/members"] = Nobody,
        ["DELETE /api/v1/owners/{owner}/members/{personId:guid}"] = Nobody,
        ["GET /api/v1/introductions/owners"] = Nobody,
        ["GET /api/v1/introductions/own"] = Nobody,
        ["GET /api/v1/introductions/{id:guid}"] = Nobody,
        ["DELETE /api/v1/introductions/{id:guid}"] = Nobody,
        ["GET /api/v1/rules/{id:guid}/challenges"] = Everybody,
        ["POST /api/v1/rules/{id:guid}/challenges"] = Nobody,
        ["GET /api/v1/challenges"] = Nobody,
        ["GET /api/v1/challenges/{id:guid}"] = Everybody,
        ["PUT /api/v1/challenges/{id:guid}/support"] = Nobody,
        ["DELETE /api/v1/challenges/{id:guid}/support"] = Nobody,
        ["GET /api/v1/challenges/{id:guid}/answer"] = Nobody,
        ["POST /api/v1/challenges/{id:guid}/answer"] = Nobody,
        ["POST /api/v1/challenges/{id:guid}/hiding"] = Nobody,
        ["GET /api/v1/invitations/{id:guid}"] = Nobody,
        ["POST /api/v1/invitations/{id:guid}/answer"] = Nobody,
        ["POST /api/v1/groups"] = Nobody,
        ["GET /api/v1/groups/invitations"] = Nobody,
        ["GET /api/v1/groups/{id:guid}"] = Nobody,
        ["PUT /api/v1/groups/{id:guid}"] = Nobody,
        ["DELETE /api/v1/groups/{id:guid}"] = Nobody,
        ["POST /api/v1/groups/{id:guid}/invitations"] = Nobody,
        ["POST /api/v1/groups/{id:guid}/answer"] = Nobody,
        ["PUT /api/v1/groups/{id:guid}/contact"] = Nobody,
        ["PUT /api/v1/groups/{id:guid}/members/{personId:guid}/role"] = Nobody,
        ["DELETE /api/v1/groups/{id:guid}/members/{personId:guid}"] = Nobody,
        ["GET /api/v1/today"] = Nobody,
        ["GET /api/v1/no-shows"] = Nobody,
        ["GET /api/v1/no-shows/own"] = Nobody,
        ["GET /api/v1/bookings/{id:guid}/no-show"] = Nobody,
        ["POST /api/v1/bookings/{id:guid}/no-show/contest"] = Nobody,
        ["POST /api/v1/bookings/{id:guid}/no-show/answer"] = Nobody,
    };

    // Of the API with the token of each: a request that is as it should be, so that it comes to the question whose it is.
    private static readonly Dictionary<string, string> ExpectedOfTokens = new()
    {
        ["GET /api/v1/free-now"] = Everybody,
        ["GET /api/v1/resources"] = Everybody,
        ["GET /api/v1/resources/{slug}"] = Everybody,
        ["GET /api/v1/resources/{slug}/availability"] = Everybody,
        ["GET /api/v1/bookings"] = SignedIn,
        ["GET /api/v1/groups"] = SignedIn,
        ["POST /api/v1/bookings"] = SignedIn,
        ["GET /api/v1/bookings/{id:guid}"] = CaretakerHere,
        ["GET /api/v1/bookings/{id:guid}/messages"] = CaretakerHere,
        ["POST /api/v1/bookings/{id:guid}/messages"] = CaretakerHere,
        ["POST /api/v1/bookings/{id:guid}/check-in"] = CaretakerHere,
        ["POST /api/v1/bookings/{id:guid}/check-out"] = CaretakerHere,
        ["POST /api/v1/bookings/{id:guid}/give-back"] = Nobody,
        ["GET /api/v1/bookings/{id:guid}/transfer"] = Nobody,
        ["POST /api/v1/bookings/{id:guid}/transfer"] = Nobody,
        ["POST /api/v1/bookings/{id:guid}/reconfirmation"] = CaretakerHere,
        ["DELETE /api/v1/bookings/{id:guid}"] = CaretakerHere,
        ["PATCH /api/v1/bookings/{id:guid}"] = Nobody,
        ["GET /api/v1/bookings/{id:guid}/access"] = Nobody,
        ["POST /api/v1/series/preview"] = SignedIn,
        ["POST /api/v1/series"] = SignedIn,
        ["GET /api/v1/series/{id:guid}"] = Nobody,
        ["DELETE /api/v1/series/{id:guid}"] = Nobody,
        ["PATCH /api/v1/series/{id:guid}"] = Nobody,
        ["POST /api/v1/series/{id:guid}/retry"] = Nobody,
        ["POST /api/v1/series/{id:guid}/coming"] = Nobody,
        ["POST /api/v1/series/{id:guid}/renewal/preview"] = Nobody,
        ["POST /api/v1/series/{id:guid}/renewal"] = Nobody,
        ["GET /api/v1/waitlist"] = SignedIn,
        ["POST /api/v1/waitlist"] = SignedIn,
        ["GET /api/v1/waitlist/{id:guid}"] = Nobody,
        ["DELETE /api/v1/waitlist/{id:guid}"] = Nobody,
        ["POST /api/v1/waitlist/offers/{id:guid}/answer"] = Nobody,
        ["GET /api/v1/setup"] = AdministratorSomewhere,
        ["POST /api/v1/setup"] = AdministratorHere,
        ["GET /api/v1/setup/{slug}"] = AdministratorHere,
        ["PATCH /api/v1/setup/{slug}"] = AdministratorHere,
        ["POST /api/v1/setup/{slug}/starting-rules"] = AdministratorHere,
        ["PUT /api/v1/setup/{slug}/publication"] = AdministratorHere,
        ["DELETE /api/v1/setup/{slug}/publication"] = AdministratorHere,
        ["POST /api/v1/setup/{slug}/out-of-use"] = AdministratorHere,
        ["GET /api/v1/own-use"] = CaretakerSomewhere,
        ["GET /api/v1/own-use/{slug}"] = CaretakerHere,
        ["POST /api/v1/own-use/{slug}/series"] = CaretakerHere,
        ["PUT /api/v1/own-use/{slug}/series/{id:guid}"] = CaretakerHere,
        ["DELETE /api/v1/own-use/{slug}/series/{id:guid}"] = WhoeverEndsItFirst,
        ["DELETE /api/v1/own-use/{slug}/times/{id:guid}"] = Nobody,
        ["POST /api/v1/own-use/{slug}/times/{id:guid}/restoration"] = Nobody,
        ["POST /api/v1/own-use/{slug}/times/{id:guid}/confirmation"] = Nobody,
        ["GET /api/v1/bookings/{id:guid}/handover"] = CaretakerHere,
        ["PUT /api/v1/bookings/{id:guid}/handover"] = Nobody,
        ["GET /api/v1/cases"] = CaretakerSomewhere,
        ["GET /api/v1/cases/{id:guid}"] = CaretakerHere,
        ["PUT /api/v1/cases/{id:guid}/note"] = CaretakerHere,
        ["POST /api/v1/cases/{id:guid}/closing"] = CaretakerHere,
        ["DELETE /api/v1/setup/{slug}"] = AdministratorHere,
        ["POST /api/v1/setup/{slug}/copies"] = AdministratorHere,
        ["POST /api/v1/setup/{slug}/parts"] = AdministratorHere,
        ["GET /api/v1/setup/{slug}/pictures"] = AdministratorHere,
        ["POST /api/v1/setup/{slug}/pictures"] = AdministratorHere,
        ["PUT /api/v1/setup/{slug}/pictures/{file}"] = Nobody,
        ["DELETE /api/v1/setup/{slug}/pictures/{file}"] = Nobody,
        ["POST /api/v1/setup/{slug}/pictures/{file}/earlier"] = Nobody,
        ["GET /api/v1/setup/{slug}/shortcuts"] = AdministratorHere,
        ["PUT /api/v1/setup/{slug}/shortcuts/{shortcut}"] = Nobody,
        ["DELETE /api/v1/setup/{slug}/shortcuts/{shortcut}"] = Nobody,
        ["GET /api/v1/setup/{slug}/taken-off"] = AdministratorHere,
        ["POST /api/v1/setup/{slug}/objection"] = AdministratorHere,
        ["POST /api/v1/imports"] = AdministratorHere,
        ["GET /api/v1/imports/{id:guid}"] = WhoeverSentIt,
        ["POST /api/v1/imports/{id:guid}/drafts"] = WhoeverSentIt,
        ["GET /api/v1/access"] = CaretakerSomewhere,
        ["GET /api/v1/access/{slug}"] = CaretakerHere,
        ["PUT /api/v1/access/{slug}"] = CaretakerHere,
        ["PUT /api/v1/access/{slug}/code"] = CaretakerHere,
        ["POST /api/v1/access/{slug}/codes"] = CaretakerHere,
        ["DELETE /api/v1/access/{slug}/codes"] = CaretakerHere,
        ["PUT /api/v1/access/{slug}/lock"] = CaretakerHere,
        ["POST /api/v1/access/{slug}/lock/key"] = CaretakerHere,
        ["GET /api/v1/checklists/{slug}"] = CaretakerHere,
        ["POST /api/v1/checklists/{slug}"] = CaretakerHere,
        ["POST /api/v1/checklists/{slug}/usual"] = CaretakerHere,
        ["DELETE /api/v1/checklists/{slug}/{id:guid}"] = CaretakerHere,
        ["GET /api/v1/waitlist/of/{slug}"] = CaretakerHere,
        ["PUT /api/v1/bookings/{id:guid}/thanks/{towards}"] = CaretakerHere,
        ["GET /api/v1/free-now/mail"] = SignedIn,
        ["PUT /api/v1/free-now/mail"] = SignedIn,
        ["DELETE /api/v1/free-now/mail"] = SignedIn,
        ["GET /api/v1/profile"] = SignedIn,
        ["PUT /api/v1/profile"] = SignedIn,
        ["PUT /api/v1/profile/about"] = SignedIn,
        ["GET /api/v1/rules"] = CaretakerSomewhere,
        ["GET /api/v1/rules/kinds"] = Everybody,
        ["GET /api/v1/rules/statistics"] = Municipality,
        ["GET /api/v1/rules/of/{level}/{key}"] = CaretakerHere,
        ["POST /api/v1/rules/of/{level}/{key}"] = CaretakerHere,
        ["POST /api/v1/rules/of/{level}/{key}/preview"] = CaretakerHere,
        ["GET /api/v1/rules/of/resource/{key}/starting-set"] = CaretakerHere,
        ["POST /api/v1/rules/of/resource/{key}/starting-set"] = CaretakerHere,
        ["GET /api/v1/rules/{id:guid}"] = Everybody,
        ["PUT /api/v1/rules/{id:guid}"] = CaretakerHere,
        ["DELETE /api/v1/rules/{id:guid}"] = CaretakerHere,
        ["POST /api/v1/rules/{id:guid}/preview"] = CaretakerHere,
        ["POST /api/v1/rules/{id:guid}/restoration"] = CaretakerHere,
        ["POST /api/v1/reports"] = SignedIn,
        ["GET /api/v1/reports"] = Municipality,
        ["GET /api/v1/reports/{id:guid}"] = Municipality,
        ["POST /api/v1/reports/{id:guid}/answer"] = Municipality,
        ["GET /api/v1/requests"] = AnswerSomewhere,
        ["GET /api/v1/requests/{id:guid}"] = AnswerHere,
        ["POST /api/v1/requests/{id:guid}/answer"] = AnswerHere,
        ["POST /api/v1/requests/answers"] = AnswerSomewhere,
        ["GET /api/v1/own-use/{slug}/calendars"] = CaretakerHere,
        ["POST /api/v1/own-use/{slug}/calendars"] = CaretakerHere,
        ["POST /api/v1/own-use/{slug}/calendars/{id:guid}/reading"] = Nobody,
        ["DELETE /api/v1/own-use/{slug}/calendars/{id:guid}"] = Nobody,
        ["POST /api/v1/own-use/{slug}/times/{id:guid}/bookings/{bookingId:guid}/decision"] = CaretakerHere,
        ["GET /api/v1/owners"] = SignedIn,
        ["POST /api/v1/owners"] = AdministratorSomewhere,
        ["POST /api/v1/owners/share"] = SignedIn,
        ["GET /api/v1/owners/{owner}"] = SignedIn,
        ["PUT /api/v1/owners/{owner}"] = AdministratorHere,
        ["PUT /api/v1/owners/{owner}/pause"] = AdministratorHere,
        ["DELETE /api/v1/owners/{owner}/pause"] = AdministratorHere,
        ["PUT /api/v1/owners/{owner}/parent"] = AdministratorHere,
        ["GET /api/v1/owners/{owner}/log"] = AdministratorHere,
        ["GET /api/v1/owners/{owner}/people"] = AdministratorHere,
        ["PUT /api/v1/owners/{owner}/people/{personId:guid}/roles"] = AdministratorHere,
        ["DELETE /api/v1/owners/{owner}/people/{personId:guid}"] = AdministratorHere,
        ["POST /api/v1/owners/{owner}/invitations"] = AdministratorHere,
        ["POST /api/v1/owners/{owner}/invitations/{id:guid}/sending"] = AdministratorHere,
        ["DELETE /api/v1/owners/{owner}/invitations/{id:guid}"] = WhoeverEndsItFirst,
        ["POST /api/v1/owners/{owner}/departure"] = AnyRoleHere,
        ["GET /api/v1/owners/{owner}/introductions"] = IntroduceHere,
        ["POST /api/v1/owners/{owner}/introductions/search"] = IntroduceHere,
        ["POST /api/v1/owners/{owner}/introductions"] = IntroduceHere,
        ["GET /api/v1/owners/{owner}/members"] = IntroduceHere,
        ["POST /api/v1/owners/{owner}/members"] = IntroduceHere,
        ["DELETE /api/v1/owners/{owner}/members/{personId:guid}"] = IntroduceHere,
        ["GET /api/v1/introductions/owners"] = IntroduceSomewhere,
        ["GET /api/v1/introductions/own"] = SignedIn,
        ["GET /api/v1/introductions/{id:guid}"] = IntroduceHere,
        ["DELETE /api/v1/introductions/{id:guid}"] = IntroduceHere,
        ["GET /api/v1/rules/{id:guid}/challenges"] = Everybody,
        ["POST /api/v1/rules/{id:guid}/challenges"] = SignedIn,
        ["GET /api/v1/challenges"] = CaretakerSomewhere,
        ["GET /api/v1/challenges/{id:guid}"] = Everybody,
        ["PUT /api/v1/challenges/{id:guid}/support"] = SignedIn,
        ["DELETE /api/v1/challenges/{id:guid}/support"] = SignedIn,
        ["GET /api/v1/challenges/{id:guid}/answer"] = CaretakerHere,
        ["POST /api/v1/challenges/{id:guid}/answer"] = CaretakerHere,
        ["POST /api/v1/challenges/{id:guid}/hiding"] = Municipality,
        ["GET /api/v1/invitations/{id:guid}"] = WhoeverIsInvited,
        ["POST /api/v1/invitations/{id:guid}/answer"] = WhoeverIsInvited,
        ["POST /api/v1/groups"] = SignedIn,
        ["GET /api/v1/groups/invitations"] = SignedIn,
        ["GET /api/v1/groups/{id:guid}"] = WhoeverIsInTheGroup,
        ["PUT /api/v1/groups/{id:guid}"] = WhoeverIsInTheGroup,
        ["DELETE /api/v1/groups/{id:guid}"] = WhoeverIsInTheGroup,
        ["POST /api/v1/groups/{id:guid}/invitations"] = WhoeverIsInTheGroup,
        ["POST /api/v1/groups/{id:guid}/answer"] = Nobody,
        ["PUT /api/v1/groups/{id:guid}/contact"] = Nobody,
        ["PUT /api/v1/groups/{id:guid}/members/{personId:guid}/role"] = Nobody,
        ["DELETE /api/v1/groups/{id:guid}/members/{personId:guid}"] = Nobody,
        ["GET /api/v1/today"] = CaretakerSomewhere,
        ["GET /api/v1/no-shows"] = CaretakerSomewhere,
        ["GET /api/v1/no-shows/own"] = SignedIn,
        ["GET /api/v1/bookings/{id:guid}/no-show"] = Nobody,
        ["POST /api/v1/bookings/{id:guid}/no-show/contest"] = Nobody,
        ["POST /api/v1/bookings/{id:guid}/no-show/answer"] = Nobody,
    };

    private static readonly Dictionary<string, string> Bodies = new()
    {
        ["POST /api/v1/bookings"] = """{"resource":"koekkenet","start":"2026-11-30T10:00Z","end":"2026-11-30T12:00Z","people":2}""",
        ["PATCH /api/v1/bookings/{id:guid}"] = """{"people":3}""",
        ["POST /api/v1/bookings/{id:guid}/give-back"] = """{"start":"2026-11-30T10:00Z","end":"2026-11-30T11:00Z","sequence":0}""",
        ["POST /api/v1/bookings/{id:guid}/transfer"] = """{"person":"00000000-0000-0000-0000-000000000001"}""",
        ["POST /api/v1/bookings/{id:guid}/messages"] = """{"text":"Hej"}""",
        ["POST /api/v1/series/preview"] = """{"resource":"koekkenet","start":"2026-12-01T10:00Z","end":"2026-12-01T12:00Z","people":2,"occurrences":3}""",
        ["POST /api/v1/series"] = """{"resource":"koekkenet","start":"2026-12-01T10:00Z","end":"2026-12-01T12:00Z","people":2,"occurrences":3}""",
        ["PATCH /api/v1/series/{id:guid}"] = """{"people":3}""",
        ["POST /api/v1/series/{id:guid}/retry"] = """{"date":"2026-12-01T11:00"}""",
        ["POST /api/v1/series/{id:guid}/renewal/preview"] = """{"occurrences":3}""",
        ["POST /api/v1/series/{id:guid}/renewal"] = """{"occurrences":3}""",
        ["POST /api/v1/waitlist"] = """{"resources":["koekkenet"],"windows":[{"start":"2026-11-30T10:00Z","end":"2026-11-30T12:00Z"}],"minutes":60,"people":2}""",
        ["POST /api/v1/waitlist/offers/{id:guid}/answer"] = """{"yes":true}""",
        ["POST /api/v1/setup"] = """{"owner":"huset","kind":"room","nameDa":"Stuen"}""",
        ["PATCH /api/v1/setup/{slug}"] = """{"people":9}""",
        ["PUT /api/v1/setup/{slug}/publication"] = """{}""",
        ["POST /api/v1/setup/{slug}/out-of-use"] = """{"firstDay":"2026-12-20","reason":"Maling"}""",
        ["POST /api/v1/own-use/{slug}/series"] = """{"title":"Undervisning","firstDay":"2026-12-01","fromTime":"08:00","untilTime":"09:00"}""",
        ["PUT /api/v1/own-use/{slug}/series/{id:guid}"] = """{"title":"Undervisning","weekdays":[1],"firstDay":"2026-12-01","fromTime":"08:00","untilTime":"09:00"}""",
        ["PUT /api/v1/bookings/{id:guid}/handover"] = """{}""",
        ["PUT /api/v1/cases/{id:guid}/note"] = """{"note":"Ovnen"}""",
        ["POST /api/v1/cases/{id:guid}/closing"] = """{"answer":"Lavet"}""",
        ["POST /api/v1/setup/{slug}/parts"] = """{"parts":["Den ene","Den anden"]}""",
        ["PUT /api/v1/setup/{slug}/pictures/{file}"] = """{"altDa":"Et bord"}""",
        ["PUT /api/v1/setup/{slug}/shortcuts/{shortcut}"] = """{}""",
        ["POST /api/v1/setup/{slug}/objection"] = """{"words":"Det er lavet."}""",
        ["PUT /api/v1/access/{slug}"] = """{"source":"fixed","minutesBefore":60}""",
        ["PUT /api/v1/access/{slug}/code"] = """{"code":"4711"}""",
        ["POST /api/v1/access/{slug}/codes"] = """{"codes":["4711"]}""",
        ["PUT /api/v1/access/{slug}/lock"] = """{"lockAddress":"https://laas.example.dk/"}""",
        ["POST /api/v1/checklists/{slug}"] = """{"textDa":"Luk døren"}""",
        ["PUT /api/v1/free-now/mail"] = """{}""",
        ["PUT /api/v1/profile"] = """{"name":" ","language":"da","reminders":true}""",
        ["PUT /api/v1/profile/about"] = """{}""",
        ["POST /api/v1/rules/of/{level}/{key}"] = """{"kind":"Ingen","parameters":{},"reasonDa":"Fordi"}""",
        ["POST /api/v1/rules/of/{level}/{key}/preview"] = """{"kind":"Ingen","parameters":{},"reasonDa":"Fordi"}""",
        ["POST /api/v1/rules/of/resource/{key}/starting-set"] = """{"kinds":[]}""",
        ["PUT /api/v1/rules/{id:guid}"] = """{"kind":"Ingen","parameters":{},"reasonDa":"Fordi"}""",
        ["DELETE /api/v1/rules/{id:guid}"] = """{"reason":""}""",
        ["POST /api/v1/rules/{id:guid}/preview"] = """{"kind":"Ingen","parameters":{},"reasonDa":"Fordi"}""",
        ["POST /api/v1/reports"] = """{"resource":"koekkenet"}""",
        ["POST /api/v1/reports/{id:guid}/answer"] = """{"status":"off","act":"restore","reason":""}""",
        ["POST /api/v1/requests/{id:guid}/answer"] = """{"yes":false}""",
        ["POST /api/v1/requests/answers"] = """{"requests":["00000000-0000-0000-0000-000000000001"],"yes":false}""",
        ["POST /api/v1/own-use/{slug}/calendars"] = """{"name":"Skolen","url":"ftp://example.dk"}""",
        ["POST /api/v1/own-use/{slug}/times/{id:guid}/bookings/{bookingId:guid}/decision"] = """{"decision":"leave"}""",
        ["POST /api/v1/owners"] = """{"kind":"kongerige","nameDa":"Riget","email":"riget@example.dk"}""",
        ["POST /api/v1/owners/share"] = """{"nameDa":" "}""",
        ["PUT /api/v1/owners/{owner}"] = """{"nameDa":"Huset","email":"huset"}""",
        ["PUT /api/v1/owners/{owner}/parent"] = """{"under":"findes-ikke"}""",
        ["PUT /api/v1/owners/{owner}/people/{personId:guid}/roles"] = """{"roles":["caretaker"]}""",
        ["POST /api/v1/owners/{owner}/invitations"] = """{"email":"ny","roles":["caretaker"]}""",
        ["POST /api/v1/owners/{owner}/departure"] = """{"successor":"00000000-0000-0000-0000-000000000001"}""",
        ["POST /api/v1/owners/{owner}/introductions/search"] = """{"what":"b"}""",
        ["POST /api/v1/owners/{owner}/introductions"] = """{"email":"ny"}""",
        ["POST /api/v1/owners/{owner}/members"] = """{"email":"ny"}""",
        ["DELETE /api/v1/owners/{owner}/members/{personId:guid}"] = """{"reason":" "}""",
        ["DELETE /api/v1/introductions/{id:guid}"] = """{"reason":" "}""",
        ["POST /api/v1/rules/{id:guid}/challenges"] = """{"prevents":" ","better":"Bedre."}""",
        ["POST /api/v1/challenges/{id:guid}/answer"] = """{"choice":"keep","reason":" "}""",
        ["POST /api/v1/challenges/{id:guid}/hiding"] = """{"reason":" "}""",
        ["POST /api/v1/invitations/{id:guid}/answer"] = """{"yes":false}""",
        ["POST /api/v1/groups"] = """{"name":" "}""",
        ["PUT /api/v1/groups/{id:guid}"] = """{"name":"Koret"}""",
        ["POST /api/v1/groups/{id:guid}/invitations"] = """{"email":"ny"}""",
        ["POST /api/v1/groups/{id:guid}/answer"] = """{"yes":true}""",
        ["PUT /api/v1/groups/{id:guid}/contact"] = """{"person":"00000000-0000-0000-0000-000000000001"}""",
        ["PUT /api/v1/groups/{id:guid}/members/{personId:guid}/role"] = """{"role":"booker"}""",
        ["POST /api/v1/bookings/{id:guid}/no-show/contest"] = """{"words":"Jo"}""",
        ["POST /api/v1/bookings/{id:guid}/no-show/answer"] = """{"yes":true,"reason":"Ja"}""",
    };

    // Those that take no JSON.
    private static readonly Dictionary<string, (string Type, string Text)> Files = new()
    {
        ["POST /api/v1/setup/{slug}/pictures"] = ("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"altDa\"\r\n\r\nEt bord\r\n--x--\r\n"),
        ["POST /api/v1/imports"] = ("text/csv", "kind;nameDa"),
    };

    private BookingApplication application = null!;
    private Dictionary<string, string> known = null!;
    private readonly Dictionary<string, Browser> visitors = [];

    public async Task InitializeAsync()
    {
        application = await BookingApplication.CreateAsync();
        var source = application.Database.DataSource;
        var kitchen = await new TestResource { Slug = "koekkenet", Owner = "huset" }.InsertAsync(source);
        await new TestResource { Owner = "anden" }.InsertAsync(source);
        foreach (var (name, role) in new[]
        {
            ("A", OwnerRole.Administrator), ("C", OwnerRole.Caretaker), ("P", OwnerRole.Approver), ("I", OwnerRole.Introducer),
        })
        {
            visitors[name] = await VisitorAsync(name, "huset", role);
            visitors[name.ToLowerInvariant()] = await VisitorAsync($"{name}-anden", "anden", role);
        }

        visitors["s"] = application.NewBrowser();
        visitors["r"] = await application.SignInAsync("beboer@example.dk");
        visitors["M"] = await application.SignInAsync("raadhuset@example.dk");
        await using var connection = await source.OpenConnectionAsync();
        await connection.ExecuteAsync("update person set is_administrator = true where email = 'raadhuset@example.dk'");
        var bente = await TestPerson.InsertAsync(source, "Bente");
        var ids = await connection.QuerySingleAsync<Ids>(FillSql, new { Bente = bente.Id, Kitchen = kitchen.Id, Now = BookingApplication.Start });
        known = new()
        {
            ["/bookings/{id"] = $"/bookings/{ids.Booking}", ["/today/{id"] = $"/today/{ids.Booking}", ["/requests/{id"] = $"/requests/{ids.Permission}",
            ["/challenges/{id"] = $"/challenges/{ids.Challenge}", ["/rules/{id"] = $"/rules/{ids.Rule}",
            ["/introductions/of/{ownerId"] = $"/introductions/of/{ids.Owner}", ["/introductions/{id"] = $"/introductions/{ids.Introduction}",
            ["/members/{personId"] = $"/members/{bente.Id}", ["/v1/invitations/{id"] = $"/v1/invitations/{ids.InvitedElsewhere}", ["/invitations/{id"] = $"/invitations/{ids.Invitation}", ["/people/{personId"] = $"/people/{ids.Administrator}",
            ["/series/{id"] = $"/series/{ids.OwnUse}", ["/groups/{id"] = $"/groups/{ids.Group}", ["/cases/{id"] = $"/cases/{ids.BrokenCase}",
            ["/reports/{id"] = $"/reports/{ids.ListingCase}",
            ["/import/{id"] = $"/import/{ids.Import}", ["/imports/{id"] = $"/imports/{ids.Import}",
        };
    }

    public async Task DisposeAsync() => await application.DisposeAsync();

    [Fact]
    public async Task EveryEndpoint_LetsInThoseItSays()
    {
        SortedDictionary<string, string> met = new(StringComparer.Ordinal);
        foreach (var endpoint in application.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
                     .Where(endpoint => endpoint.Metadata.GetMetadata<SameForEverybodyAttribute>() is null))
        {
            foreach (var verb in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Where(verb => verb is not "HEAD") ?? [])
            {
                var pattern = "/" + endpoint.RoutePattern.RawText?.TrimStart('/');
                List<string> let = [];
                foreach (var name in Everybody.Split(' '))
                {
                    if (await LetsInAsync(visitors[name].Http, verb, AddressOf(pattern)))
                    {
                        let.Add(name);
                    }
                }

                met[$"{verb} {pattern}"] = string.Join(' ', let);
            }
        }

        Check(met, Expected);
    }

    [Fact]
    public async Task EveryApiPath_LetsInTheTokensItSays()
    {
        Dictionary<string, HttpClient> programs = [];
        foreach (var name in visitors.Keys)
        {
            programs[name] = await ProgramOfAsync(name);
        }

        SortedDictionary<string, string> met = new(StringComparer.Ordinal);
        var operations = application.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Select(endpoint => (Endpoint: endpoint, Pattern: "/" + endpoint.RoutePattern.RawText!.TrimStart('/')))
            .Where(one => one.Pattern.StartsWith("/api/", StringComparison.Ordinal))
            .SelectMany(one => one.Endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods.Where(verb => verb is not "HEAD"), (one, verb) => (Verb: verb, one.Pattern));
        foreach (var (verb, pattern) in operations.OrderBy(one => ComesLast(one.Verb, one.Pattern)))
        {
            List<string> let = [];
            foreach (var name in Everybody.Split(' '))
            {
                if (await LetsInAsync(programs[name], verb, AddressOf(pattern), ContentOf($"{verb} {pattern}")))
                {
                    let.Add(name);
                }
            }

            met[$"{verb} {pattern}"] = string.Join(' ', let);
        }

        Check(met, ExpectedOfTokens);
    }

    /// <summary>What takes away what others are tried at: the place, the roles, the group.</summary>
    private static bool ComesLast(string verb, string pattern) =>
        pattern.Contains("/setup", StringComparison.Ordinal) || pattern.EndsWith("/departure", StringComparison.Ordinal)
        || (verb, pattern) is ("DELETE", "/api/v1/groups/{id:guid}");

    private static void Check(SortedDictionary<string, string> met, Dictionary<string, string> expected)
    {
        met.Keys.Except(expected.Keys).Should().BeEmpty("each endpoint has a line that says who gets in");
        expected.Keys.Except(met.Keys).Should().BeEmpty("these are no more");
        met.Where(one => expected[one.Key] != one.Value).Select(one => $"{one.Key} lets in {one.Value}, not {expected[one.Key]}").Should().BeEmpty();
    }

    private async Task<Browser> VisitorAsync(string name, string owner, OwnerRole role)
    {
        var email = $"{name}@example.dk".ToLowerInvariant();
        var browser = await application.SignInAsync(email);
        await using var connection = await application.Database.DataSource.OpenConnectionAsync();
        await connection.ExecuteAsync(
            "insert into owner_role (owner_id, person_id, role) select o.id, p.id, @role from owner o, person p where o.slug = @owner and p.email = @email",
            new { owner, email, role = OwnerRights.NameOf(role) });
        return browser;
    }

    /// <summary>A program with a token of the same person; the stranger's has none.</summary>
    private async Task<HttpClient> ProgramOfAsync(string name)
    {
        var http = application.CreateClient();
        if (name == "s")
        {
            return http;
        }

        var email = name switch
        {
            "r" => "beboer@example.dk",
            "M" => "raadhuset@example.dk",
            _ when char.IsUpper(name[0]) => $"{name.ToLowerInvariant()}@example.dk",
            _ => $"{name}-anden@example.dk",
        };
        var token = ApiToken.Create();
        await using var connection = await application.Database.DataSource.OpenConnectionAsync();
        (await connection.ExecuteAsync(
            "insert into api_token (id, person_id, name, token_hash, created_at) select @Id, id, 'Test', @Hash, @Now from person where email = @email",
            new { Id = Guid.CreateVersion7(), email, Hash = ApiToken.Hash(token), Now = BookingApplication.Start })).Should().Be(1, email);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return http;
    }

    private static StringContent? ContentOf(string endpoint)
    {
        if (Files.TryGetValue(endpoint, out var file))
        {
            return new StringContent(file.Text, MediaTypeHeaderValue.Parse(file.Type));
        }

        return Bodies.TryGetValue(endpoint, out var body) ? new StringContent(body, Encoding.UTF8, "application/json") : null;
    }

    /// <summary>A form without its token is refused after the question who may send it.</summary>
    private static async Task<bool> LetsInAsync(HttpClient visitor, string verb, string address, HttpContent? content = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(verb), new Uri(address, UriKind.Relative)) { Content = content };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        using var response = await visitor.SendAsync(request);
        response.StatusCode.Should().NotBe(HttpStatusCode.InternalServerError, $"{verb} {address}");
        return response.StatusCode switch
        {
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.NotFound => false,
            HttpStatusCode.Found => !response.Headers.Location!.ToString().Contains("/sign-in?returnUrl", StringComparison.Ordinal),
            _ => true,
        };
    }

    private string AddressOf(string pattern)
    {
        foreach (var (part, address) in known)
        {
            pattern = Regex.Replace(pattern, Regex.Escape(part) + "[^}]*}", address);
        }

        pattern = pattern.Replace("{slug}", "koekkenet", StringComparison.Ordinal).Replace("{owner}", "huset", StringComparison.Ordinal)
            .Replace("{level}", "resource", StringComparison.Ordinal).Replace("{key}", "koekkenet", StringComparison.Ordinal)
            .Replace("{week}", "2026-W48", StringComparison.Ordinal).Replace("{yearMonth}", "2026-11", StringComparison.Ordinal);
        return Regex.Replace(pattern, "{[^}]*}", Guid.NewGuid().ToString())
            + pattern switch
            {
                "/rules/new" => "?level=resource&key=koekkenet&kind=GroupSize",
                "/api/v1/imports" => "?owner=huset",
                _ => "",
            };
    }

    private sealed record Ids(
        Guid Owner, Guid Booking, Guid Permission, Guid Challenge, Guid Rule, Guid Introduction, Guid Invitation, Guid Administrator,
        Guid OwnUse, Guid Group, Guid BrokenCase, Guid Import, Guid ListingCase, Guid InvitedElsewhere);

    private const string FillSql = """
        insert into booking (id, reference, resource_id, person_id, period, people, purpose, status, hold_expires_at, idempotency_key, request_hash, created_at)
        values (gen_random_uuid(), 'AAA-AAAA', @Kitchen, @Bente, tstzrange(@Now + interval '1 day', @Now + interval '26 hours'), 2, '', 'held',
            @Now + interval '20 hours', 'x', '', @Now);
        insert into permission (id, booking_id, kind, why, against, asked_at, answer_by)
        select gen_random_uuid(), id, 'approval', '', '[]', @Now, @Now + interval '20 hours' from booking;
        insert into challenge (id, rule_id, person_id, prevents, better, signed, created_at, answer_due_at)
        select gen_random_uuid(), id, @Bente, 'Alt.', 'Bedre.', false, @Now, @Now + interval '14 days'
        from rule where resource_id = @Kitchen and kind = 'Horizon';
        insert into introduction (id, person_id, owner_id, given_at) select gen_random_uuid(), @Bente, id, @Now from owner where slug = 'huset';
        insert into membership (owner_id, person_id, since) select id, @Bente, @Now from owner where slug = 'huset';
        insert into invitation (id, owner_id, email, roles, invited_at, expires_at)
        select gen_random_uuid(), id, 'beboer@example.dk', '{caretaker}', @Now, @Now + interval '14 days' from owner;
        insert into own_use (id, resource_id, title, weekdays, from_minute, until_minute, first_date, skips_closed, created_at)
        values (gen_random_uuid(), @Kitchen, 'Undervisning', '{1}', 480, 900, '2026-11-30', false, @Now);
        insert into broken_case (id, resource_id, what, opened_at, key) values (gen_random_uuid(), @Kitchen, 'Ovnen virker ikke', @Now, 'x');
        insert into listing_case (id, resource_id, status, opened_at, answered_at) values (gen_random_uuid(), @Kitchen, 'off', @Now, @Now);
        insert into resource_import (id, owner_id, person_id, content, uploaded_at)
        select gen_random_uuid(), owner_id, person_id, 'Slags;Navn;Adresse;Bydel;Antal personer;Beskrivelse' || chr(10) || 'x', @Now
        from owner_role where role = 'administrator' and owner_id = (select id from owner where slug = 'huset');
        with made as (
            insert into community (id, name, contact_id, created_at, revised_at)
            select gen_random_uuid(), 'Koret', id, @Now, @Now from person where email = 'beboer@example.dk'
            returning id, contact_id
        )
        insert into community_member (community_id, person_id, organiser, invited_at, joined_at)
        select id, contact_id, true, @Now, @Now from made;
        select o.id as owner, b.id as booking, m.id as permission, c.id as challenge, c.rule_id as rule, i.id as introduction, v.id as invitation,
               (select person_id from owner_role where owner_id = o.id and role = 'administrator') as administrator, u.id as own_use,
               g.id as "group", k.id as broken_case, f.id as import, l.id as listing_case,
               e.id as invited_elsewhere
        from owner o, booking b, permission m, challenge c, introduction i, invitation v, invitation e, own_use u, community g, broken_case k, resource_import f, listing_case l
        where o.slug = 'huset' and v.owner_id = o.id and e.owner_id <> o.id
        """;
}
