namespace Keyaki.Tests;
