using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using Keyaki.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Keyaki.Kits;

/// <summary>The interface described in OpenAPI 3.1, read off the routes themselves: what is mapped is described, and nothing
/// else.</summary>
static class OpenApi
{
    public const string Url = Api.Root + "/openapi.json";

    public static void Map(IEndpointRouteBuilder app) => app.MapPage(Url, Permission.Public, Deed.None, Ask);

    static IResult Ask(EndpointDataSource routes, CityProfile city) => Results.Json(Of(routes, city.City.Name), Api.Json);

    public static JsonObject Of(EndpointDataSource routes, string city)
    {
        var (paths, schemas) = (new JsonObject(), new JsonObject { ["Problem"] = Schema(typeof(Problem)) });
        foreach (var route in routes.Endpoints.OfType<RouteEndpoint>().OrderBy(r => r.RoutePattern.RawText, StringComparer.Ordinal))
        {
            if (route.Metadata.GetMetadata<ApiCall>() is not { } call) continue;
            var path = "/" + string.Join('/', route.RoutePattern.PathSegments.Select(s => string.Concat(s.Parts.Select(p => p switch
            {
                Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart part => $"{{{part.Name}}}",
                Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal => literal.Content,
                _ => "",
            }))));
            var method = route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods[0].ToLowerInvariant() ?? "get";
            if (paths[path] is not JsonObject item) paths[path] = item = [];
            item[method] = Operation(route, call, method, schemas);
        }
        return new JsonObject
        {
            ["openapi"] = "3.1.1",
            ["info"] = new JsonObject { ["title"] = $"{city} けやき 連携API", ["version"] = "1" },
            ["paths"] = paths,
            ["components"] = new JsonObject
            {
                ["schemas"] = schemas,
                ["securitySchemes"] = new JsonObject
                {
                    ["oauth"] = new JsonObject
                    {
                        ["type"] = "oauth2",
                        ["flows"] = new JsonObject
                        {
                            ["clientCredentials"] = new JsonObject { ["tokenUrl"] = Tokens.Url, ["scopes"] = Scopes(routes) },
                        },
                    },
                },
            },
        };
    }

    static JsonObject Scopes(EndpointDataSource routes)
    {
        var all = new JsonObject();
        foreach (var route in routes.Endpoints)
            if (route.Metadata.GetMetadata<Permission>() is { ByToken: true } power)
                all[power.Code] = power.Scope is null ? power.Label : $"{power.Label}（{power.Code}@<{power.Scope}> で、その部分だけ）";
        return all;
    }

    static JsonObject Operation(RouteEndpoint route, ApiCall call, string method, JsonObject schemas)
    {
        var power = route.Metadata.GetRequiredMetadata<Permission>();
        var parameters = new JsonArray();
        foreach (var part in route.RoutePattern.Parameters) parameters.Add(Parameter(part.Name, "path", null, required: true));
        foreach (var (name, means) in call.Query) parameters.Add(Parameter(name, "query", means, required: false));
        if (method == "post")
            parameters.Add(Parameter(Api.IdempotencyKey, "header", "1回の送信ごとに違う値。再送には同じ値を使う", required: true));
        var operation = new JsonObject
        {
            ["operationId"] = route.Metadata.GetRequiredMetadata<Deed>().Code, ["summary"] = call.Does, ["parameters"] = parameters,
            ["security"] = new JsonArray(new JsonObject { ["oauth"] = new JsonArray(power.Code) }),
        };
        if (call.Takes is { } takes)
            operation["requestBody"] = new JsonObject { ["required"] = true, ["content"] = Content(takes, schemas) };
        operation["responses"] = new JsonObject
        {
            ["200"] = call.GivesFile
                ? new JsonObject { ["description"] = "ファイル", ["content"] = new JsonObject { ["*/*"] = new JsonObject() } }
                : call.Gives is { } gives ? new JsonObject { ["description"] = "答え", ["content"] = Content(gives, schemas) }
                : new JsonObject { ["description"] = "受け取った" },
            ["default"] = new JsonObject
            {
                ["description"] = "うまく行かなかった（RFC 9457）",
                ["content"] = new JsonObject { ["application/problem+json"] = new JsonObject { ["schema"] = Ref("Problem") } },
            },
        };
        return operation;
    }

    static JsonObject Parameter(string name, string place, string? means, bool required)
    {
        var said = new JsonObject
        {
            ["name"] = name, ["in"] = place, ["required"] = required, ["schema"] = new JsonObject { ["type"] = "string" },
        };
        if (means is not null) said["description"] = means;
        return said;
    }

    static JsonObject Content(Type type, JsonObject schemas)
    {
        schemas[type.Name] ??= Schema(type);
        return new() { ["application/json"] = new JsonObject { ["schema"] = Ref(type.Name) } };
    }

    static JsonObject Ref(string name) => new() { ["$ref"] = $"#/components/schemas/{name}" };

    static JsonNode Schema(Type type) => Api.Json.GetJsonSchemaAsNode(type, new() { TreatNullObliviousAsNonNullable = true });

    /// <summary>What is said when a call does not go (RFC 9457).</summary>
    sealed record Problem(string Type, string Title, int Status, string Detail, string? Field);
}
