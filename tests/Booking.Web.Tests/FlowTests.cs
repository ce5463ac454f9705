using ArchUnitNET.Domain;
using ArchUnitNET.Fluent;
using ArchUnitNET.Loader;
using Booking.Rules.Admission;
using Booking.Testing;
using Booking.Web.Features.Bookings;
using Booking.Web.Features.Shared;
using Microsoft.AspNetCore.Mvc;
using static ArchUnitNET.Fluent.ArchRuleDefinition;

namespace Booking.Web.Tests;

/// <summary>Data flows one way: HTTP → controller → handler → rules → handler → SQL.</summary>
public sealed class FlowTests
{
    private static readonly Architecture Whole = new ArchLoader()
        .LoadAssemblies(typeof(BookingRequest).Assembly, typeof(PlaceBooking).Assembly)
        .Build();

    private static readonly IObjectProvider<Class> Controllers = Classes().That().AreAssignableTo(typeof(ControllerBase)).As("controllers");

    [Fact]
    public void Rules_KnowNothingOfTheWebAndTheDatabase() =>
        typeof(BookingRequest).Assembly.GetReferencedAssemblies().Select(assembly => assembly.Name)
            .Should().OnlyContain(name => name == "NodaTime" || name == "Ical.Net" || name!.StartsWith("System", StringComparison.Ordinal));

    [Fact]
    public void Recurrence_KnowsTheLibraryOfCalendarsInOneFile() =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", "Booking.Rules"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Where(file => File.ReadAllText(file).Contains("Ical.Net.", StringComparison.Ordinal))
            .Select(Path.GetFileName).Should().Equal("RecurringDates.cs");

    [Fact]
    public void OnlyRouting_KnowsControllers() =>
        Classes().That().AreNot(Controllers).And().ResideInNamespaceMatching(@"^Booking\.Web(\..+)?$")
            .And().DoNotHaveNameContaining("<").And().DoNotHaveNameContaining("Views_").And().DoNotHaveNameContaining("Features_")
            .Should().NotDependOnAny(Controllers)
            .Because("a job or a handler that calls a controller cannot be called by anything else")
            .Evaluate(Whole).Where(one => !one.Passed).Select(one => one.Description).Should().BeEmpty();

    [Fact]
    public void Jobs_KnowNothingOfHttpRequests() =>
        Classes().That().ResideInNamespaceMatching(@"^Booking\.Web\.Jobs$").And().HaveNameEndingWith("Job")
            .Should().NotDependOnAnyTypesThat().HaveFullName("Microsoft.AspNetCore.Http.HttpContext")
            .Evaluate(Whole).Where(one => !one.Passed).Select(one => one.Description).Should().BeEmpty();

    [Fact]
    public void Spreadsheets_AreWrittenInOnePlace() =>
        Classes().That().AreNot(typeof(SpreadsheetCsv)).And().ResideInNamespaceMatching(@"^Booking\.Web(\..+)?$")
            .Should().NotDependOnAnyTypesThat().HaveFullName("CsvHelper.CsvWriter")
            .Because("only there is no cell a formula")
            .Evaluate(Whole).Where(one => !one.Passed).Select(one => one.Description).Should().BeEmpty();

    [Fact]
    public void TheClock_IsAskedThroughIClock()
    {
        var direct = new[]
        {
            "System.DateTime System.DateTime::get_Now()", "System.DateTime System.DateTime::get_UtcNow()",
            "System.DateTimeOffset System.DateTimeOffset::get_UtcNow()", "System.DateTimeOffset System.DateTimeOffset::get_Now()",
        };
        MethodMembers().That().HaveFullName(direct[0]).Or().HaveFullName(direct[1]).Or().HaveFullName(direct[2]).Or().HaveFullName(direct[3])
            .Should().NotExist().WithoutRequiringPositiveResults()
            .Evaluate(Whole).Where(one => !one.Passed).Select(one => one.Description).Should().BeEmpty();
    }
}
