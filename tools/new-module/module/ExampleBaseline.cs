using Microsoft.EntityFrameworkCore.Migrations;

namespace Keyaki.Example;

/// <summary>The tables of 見本; none yet.</summary>
[Migration("20260101_30_example")]
public sealed class ExampleBaseline : Migration
{
    protected override void Up(MigrationBuilder m) { }
}
